#include "identity/source/source.hpp"
#include "support/run.hpp"
#include "support/scoped_variables.hpp"

#include <dynaco/credentials.hpp>

#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>

namespace dynaco::credentials_test {
namespace {

using variables = std::map<std::string, std::string, std::less<>>;

result<credentials> from(const variables& all) {
    return identity::credentials_of([&all](std::string_view name) {
        const auto at = all.find(name);
        return at == all.end() ? std::string() : at->second;
    });
}

result<std::shared_ptr<const credentials>> ask(credentials_provider& provider) {
    boost::asio::io_context io{1};
    return test::run(io, provider.get());
}

TEST(Credentials, FromTheEnvironment) {
    const auto c = from(
        {{"AWS_ACCESS_KEY_ID", "AKID"}, {"AWS_SECRET_ACCESS_KEY", "se/cr+et"}, {"AWS_SESSION_TOKEN", "T=="}});
    ASSERT_TRUE(c);
    EXPECT_EQ(c->access_key_id, "AKID");
    EXPECT_EQ(c->secret_access_key, "se/cr+et");
    EXPECT_EQ(c->session_token, "T==");
    EXPECT_FALSE(c->expiration);
}

TEST(Credentials, SessionTokenIsOptionalAndABlankOneIsNone) {
    for (const char* token : {"", " ", " \t "}) {
        const auto c = from(
            {{"AWS_ACCESS_KEY_ID", "AKID"}, {"AWS_SECRET_ACCESS_KEY", "s"}, {"AWS_SESSION_TOKEN", token}});
        ASSERT_TRUE(c);
        EXPECT_EQ(c->session_token, "");
    }
}

TEST(Credentials, BlankOnesAreMissing) {
    struct given {
        variables all;
        const char* missing;
    };
    const given cases[] = {
        {{}, "AWS_ACCESS_KEY_ID"},
        {{{"AWS_ACCESS_KEY_ID", "AKID"}}, "AWS_SECRET_ACCESS_KEY"},
        {{{"AWS_SECRET_ACCESS_KEY", "hidden"}}, "AWS_ACCESS_KEY_ID"},
        {{{"AWS_ACCESS_KEY_ID", "  "}, {"AWS_SECRET_ACCESS_KEY", "hidden"}}, "AWS_ACCESS_KEY_ID"},
        {{{"AWS_ACCESS_KEY_ID", "AKID"}, {"AWS_SECRET_ACCESS_KEY", " \t"}}, "AWS_SECRET_ACCESS_KEY"},
    };
    for (const given& c : cases) {
        const auto found = from(c.all);
        ASSERT_FALSE(found);
        EXPECT_EQ(found.error().cause(), errc::missing_credentials);
        EXPECT_EQ(found.error().code(), make_error_condition(condition::denied));
        const std::string text = found.error().text();
        EXPECT_NE(text.find(std::string(c.missing) + " is not set"), std::string::npos) << text;
        EXPECT_EQ(text.find("hidden"), std::string::npos) << text;
    }
}

TEST(Credentials, StaticOnesAreAlwaysTheSameSnapshot) {
    const auto provider = static_credentials("AKID", "secret", "token");
    const auto first = ask(*provider);
    const auto second = ask(*provider);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(*first, *second) << "the signer is kept per snapshot";
    EXPECT_EQ((*first)->access_key_id, "AKID");
    EXPECT_EQ((*first)->secret_access_key, "secret");
    EXPECT_EQ((*first)->session_token, "token");
}

TEST(Credentials, StaticOnesMayNotBeBlank) {
    for (const auto& provider :
         {static_credentials("", "secret"), static_credentials("AKID", ""), static_credentials(" ", " ")}) {
        const auto got = ask(*provider);
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error().cause(), errc::missing_credentials);
        EXPECT_EQ(got.error().text().find("secret\""), std::string::npos);
    }
}

TEST(Credentials, EnvironmentIsReadOnceWhenTheProviderIsMade) {
    const test::scoped_variables before{
        {"AWS_ACCESS_KEY_ID", "AKID"}, {"AWS_SECRET_ACCESS_KEY", "secret"}, {"AWS_SESSION_TOKEN", nullptr}};
    const auto provider = environment_credentials();
    const test::scoped_variables after{{"AWS_ACCESS_KEY_ID", nullptr}, {"AWS_SECRET_ACCESS_KEY", nullptr}};
    const auto got = ask(*provider);
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ((*got)->access_key_id, "AKID");

    const auto none = ask(*environment_credentials());
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().cause(), errc::missing_credentials);
}

TEST(Credentials, PrintingShowsNoSecret) {
    std::ostringstream out;
    out << credentials{.access_key_id = "AKID", .secret_access_key = "hidden", .session_token = "TOKEN=="};
    EXPECT_NE(out.str().find("AKID"), std::string::npos);
    EXPECT_EQ(out.str().find("hidden"), std::string::npos);
    EXPECT_EQ(out.str().find("TOKEN"), std::string::npos);
}

}  // namespace
}  // namespace dynaco::credentials_test
