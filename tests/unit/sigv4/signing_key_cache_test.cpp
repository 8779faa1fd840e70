#include "example.hpp"
#include "sigv4/signing_key.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace dynaco::sigv4::signing_key_cache_test {
namespace {

using namespace std::chrono_literals;

const amz_date date{example::new_year_2026};
constexpr std::string_view secret = example::keys.secret_access_key;

bool same(const signing_key& a, const signing_key& b) {
    return std::equal(a.bytes().begin(), a.bytes().end(), b.bytes().begin());
}

TEST(SigV4SigningKeyCache, DerivesOnceForTheSameScope) {
    signing_key_cache cache;
    const signing_key first = cache.get(secret, date, example::dynamodb);
    const signing_key again = cache.get(secret, amz_date{example::new_year_2026 + 23h}, example::dynamodb);
    EXPECT_TRUE(same(first, again));
    EXPECT_TRUE(same(first, derive_signing_key(secret, date, example::dynamodb)));
    EXPECT_EQ(cache.derivations(), 1u);
    EXPECT_EQ(cache.size(), 1u);
}

TEST(SigV4SigningKeyCache, MidnightGivesANewKey) {
    signing_key_cache cache;
    const amz_date before{example::new_year_2026 - 1s};
    EXPECT_FALSE(
        same(cache.get(secret, before, example::dynamodb), cache.get(secret, date, example::dynamodb)));
    EXPECT_TRUE(same(cache.get(secret, before, example::dynamodb),
                     derive_signing_key(secret, before, example::dynamodb)));
    EXPECT_EQ(cache.derivations(), 2u);  // a late request of the old day still finds its key
}

TEST(SigV4SigningKeyCache, RotatedSecretGivesANewKey) {
    signing_key_cache cache;
    EXPECT_FALSE(same(cache.get("old", date, example::dynamodb), cache.get("new", date, example::dynamodb)));
    EXPECT_TRUE(
        same(cache.get("new", date, example::dynamodb), derive_signing_key("new", date, example::dynamodb)));
}

TEST(SigV4SigningKeyCache, KeepsScopesWithTheSameJoinedTextApart) {
    signing_key_cache cache;
    const signing_key a = cache.get(secret, date, {.region = "ab", .service = "c"});
    const signing_key b = cache.get(secret, date, {.region = "a", .service = "bc"});
    EXPECT_FALSE(same(a, b));
    EXPECT_EQ(cache.size(), 2u);
}

TEST(SigV4SigningKeyCache, ForgetsTheLeastRecentlyUsedKey) {
    signing_key_cache cache{2};
    (void)cache.get("a", date, example::dynamodb);
    (void)cache.get("b", date, example::dynamodb);
    (void)cache.get("a", date, example::dynamodb);
    (void)cache.get("c", date, example::dynamodb);  // in place of b
    EXPECT_EQ(cache.size(), 2u);
    EXPECT_EQ(cache.derivations(), 3u);
    (void)cache.get("a", date, example::dynamodb);
    EXPECT_EQ(cache.derivations(), 3u);
    (void)cache.get("b", date, example::dynamodb);
    EXPECT_EQ(cache.derivations(), 4u);
}

TEST(SigV4SigningKeyCache, StaysWithinItsCapacity) {
    signing_key_cache cache;
    for (int i = 0; i < 100; ++i) (void)cache.get("secret" + std::to_string(i), date, example::dynamodb);
    EXPECT_EQ(cache.size(), signing_key_cache::default_capacity);
    cache.clear();
    EXPECT_EQ(cache.size(), 0u);
    EXPECT_EQ(signing_key_cache{0}.capacity(), 1u);
}

TEST(SigV4SigningKeyCache, ServesManyThreads) {
    signing_key_cache cache{3};
    std::vector<std::thread> threads;
    std::vector<int> wrong(4, 0);
    for (int& each : wrong) {
        threads.emplace_back([&cache, &each] {
            for (int i = 0; i < 200; ++i) {
                const std::string name = "secret" + std::to_string(i % 5);
                const signing_key key = cache.get(name, date, example::dynamodb);
                if (!same(key, derive_signing_key(name, date, example::dynamodb))) ++each;
            }
        });
    }
    for (std::thread& each : threads) each.join();
    EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

}  // namespace
}  // namespace dynaco::sigv4::signing_key_cache_test
