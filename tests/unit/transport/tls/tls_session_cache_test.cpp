#include "transport/tls/session_cache.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace dynaco::transport::tls_session_cache_test {
namespace {

tls_session session_of(int version, unsigned char name) {
    tls_session made(SSL_SESSION_new());
    SSL_SESSION_set_protocol_version(made.get(), version);
    // OpenSSL resumes only what has an identity.
    SSL_SESSION_set1_id(made.get(), &name, 1);
    return made;
}

// 0 if there is none.
unsigned name_of(const tls_session& session) {
    unsigned size = 0;
    const unsigned char* const id = session ? SSL_SESSION_get_id(session.get(), &size) : nullptr;
    return size == 1 ? *id : 0;
}

origin numbered(std::size_t number) {
    return {.tls = true, .host = "db", .port = static_cast<std::uint16_t>(number)};
}

TEST(TlsSessionCache, GivesTheNewestOnceInTls13) {
    tls_session_cache cache;
    for (unsigned char name = 1; name <= 3; ++name) cache.keep(numbered(1), session_of(TLS1_3_VERSION, name));
    EXPECT_EQ(name_of(cache.take(numbered(1))), 3U);
    EXPECT_EQ(name_of(cache.take(numbered(1))), 2U);
    EXPECT_EQ(name_of(cache.take(numbered(1))), 1U);
    EXPECT_EQ(name_of(cache.take(numbered(1))), 0U);
}

TEST(TlsSessionCache, GivesTheNewestAgainInTls12) {
    tls_session_cache cache;
    for (unsigned char name = 1; name <= 2; ++name) cache.keep(numbered(1), session_of(TLS1_2_VERSION, name));
    const tls_session first = cache.take(numbered(1));
    const tls_session second = cache.take(numbered(1));
    EXPECT_EQ(name_of(first), 2U);
    EXPECT_EQ(name_of(second), 2U);
    EXPECT_NE(first.get(), second.get()) << "what befalls one connection's session leaves the other's alone";
}

TEST(TlsSessionCache, KeepsOriginsApart) {
    tls_session_cache cache;
    cache.keep(numbered(1), session_of(TLS1_3_VERSION, 1));
    EXPECT_EQ(name_of(cache.take(numbered(2))), 0U);
    EXPECT_EQ(name_of(cache.take(numbered(1))), 1U);
}

TEST(TlsSessionCache, KeepsAFewOfEachOrigin) {
    tls_session_cache cache;
    for (unsigned char name = 1; name <= 100; ++name)
        cache.keep(numbered(1), session_of(TLS1_3_VERSION, name));
    std::vector<unsigned> names;
    while (const tls_session each = cache.take(numbered(1))) names.push_back(name_of(each));
    EXPECT_EQ(names.size(), tls_session_cache::max_per_origin);
    EXPECT_EQ(names.front(), 100U);
}

TEST(TlsSessionCache, KeepsTheOriginsThatAreUsed) {
    tls_session_cache cache;
    cache.keep(numbered(1), session_of(TLS1_2_VERSION, 1));
    for (std::size_t i = 2; i <= tls_session_cache::max_origins + 10; ++i) {
        cache.keep(numbered(i), session_of(TLS1_2_VERSION, 2));
        EXPECT_TRUE(cache.take(numbered(1))) << i;
    }
    EXPECT_FALSE(cache.take(numbered(2))) << "the one that was not used for longest";
}

TEST(TlsSessionCache, Forgets) {
    tls_session_cache cache;
    cache.keep(numbered(1), session_of(TLS1_2_VERSION, 1));
    cache.forget(numbered(1));
    EXPECT_FALSE(cache.take(numbered(1)));
    cache.forget(numbered(1));
}

TEST(TlsSessionCache, KeepsNothingThatCannotBeResumed) {
    tls_session_cache cache;
    cache.keep(numbered(1), nullptr);
    cache.keep(numbered(1), tls_session(SSL_SESSION_new()));
    EXPECT_FALSE(cache.take(numbered(1)));
}

}  // namespace
}  // namespace dynaco::transport::tls_session_cache_test
