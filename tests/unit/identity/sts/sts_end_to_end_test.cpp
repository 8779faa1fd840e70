// Roles over real connections: a scripted STS on loopback, the real client, and refresh with a virtual clock.

#include "identity/machine/http.hpp"
#include "identity/source/configured.hpp"
#include "identity/sts/assume_role.hpp"
#include "identity/sts/web_identity.hpp"
#include "sigv4/signature.hpp"
#include "support/fake_machine.hpp"
#include "support/fault_server/temporary_file.hpp"
#include "support/run.hpp"
#include "support/scoped_variables.hpp"
#include "support/scripted_service.hpp"
#include "support/sts_bodies.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

namespace dynaco::identity::sts_end_to_end_test {
namespace {

using namespace std::chrono_literals;
using test::fake_effects;
using test::received_request;
using test::reply;
using snapshot = std::shared_ptr<const credentials>;

constexpr auto reader = "arn:aws:iam::123456789012:role/reader";
constexpr auto long_term_secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string rfc3339(std::chrono::sys_seconds time) {
    const std::time_t seconds = time.time_since_epoch().count();
    std::tm calendar{};
    gmtime_r(&seconds, &calendar);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &calendar)};
}

std::chrono::sys_seconds time_of(const std::string& amz_date) {
    std::tm c{};
    EXPECT_EQ(std::sscanf(amz_date.c_str(), "%4d%2d%2dT%2d%2d%2dZ", &c.tm_year, &c.tm_mon, &c.tm_mday,
                          &c.tm_hour, &c.tm_min, &c.tm_sec),
              6);
    c.tm_year -= 1900;
    c.tm_mon -= 1;
    return std::chrono::sys_seconds(std::chrono::seconds(timegm(&c)));
}

// Whether the signature belongs to the request that was received.
bool is_signed_by(const received_request& r, const sigv4::key_pair_view& keys) {
    const std::string host = r.header("host").value_or("");
    const std::string type = r.header("content-type").value_or("");
    const std::array<sigv4::header, 2> headers{{{"host", host}, {"content-type", type}}};
    sigv4::signing_key_cache cache;
    const auto expected =
        sigv4::sign({.method = r.method, .path = r.target, .headers = headers, .payload = r.body}, keys,
                    {"eu-west-1", "sts"}, time_of(r.header("x-amz-date").value_or("")), cache);
    return r.header("authorization") == expected.authorization &&
           r.header("x-amz-security-token").value_or("") == keys.session_token;
}

struct StsEndToEnd : testing::Test {
    StsEndToEnd() {
        fake.variables["AWS_REGION"] = "eu-west-1";
        fake.variables["AWS_ENDPOINT_URL_STS"] = sts.url();
        on = fake.get();
        on.http = machine_http({}, [](std::string_view) { return std::string(); });
    }

    std::shared_ptr<credentials_provider> role(std::shared_ptr<credentials_provider> base,
                                               const std::string& arn = reader) {
        const assume_role_options options{.role_arn = arn};
        const auto make = [base, options, this](const std::shared_ptr<const settings>& configured)
            -> result<std::shared_ptr<credentials_source>> {
            return assume_role_source(base, options, configured, on);
        };
        return refreshing(configured_source(on, {}, make), on.world);
    }
    std::shared_ptr<credentials_provider> web_role() {
        fake.variables["AWS_ROLE_ARN"] = reader;
        fake.variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/token";
        on.env = fake.get().env;
        const auto make = [this](const std::shared_ptr<const settings>& configured)
            -> result<std::shared_ptr<credentials_source>> {
            return web_identity_source({}, configured, on);
        };
        return refreshing(configured_source(on, {}, make), on.world);
    }

    // "ASIA1", "ASIA2", … for an hour each, with tokens "token1", …
    void answer_always(const std::string& action = "AssumeRole") {
        sts.on("POST", "/", [this, action](const received_request&) {
            const std::string number = std::to_string(++answers);
            const std::string id = "ASIA" + number, token = "token" + number;
            const auto now = std::chrono::floor<std::chrono::seconds>(fake.world->wall_clock());
            const std::string expiration = rfc3339(now + 1h);
            return reply(test::sts_answer(
                {.action = action, .access_key_id = id, .session_token = token, .expiration = expiration}));
        });
    }
    static reply refusal(const char* code, const char* message) {
        return reply(test::sts_error(code, message)).status(403);
    }
    // The access key id, or the error's text.
    std::string get(const std::shared_ptr<credentials_provider>& provider) {
        const result<snapshot> got = test::run(io, provider->get());
        return got ? (*got)->access_key_id : got.error().text();
    }
    std::vector<received_request> requests() const { return sts.requests("POST", "/"); }

    test::scripted_service sts{};
    test::fake_machine fake{};
    identity::machine on{};
    boost::asio::io_context io{};
    std::shared_ptr<credentials_provider> ann = static_credentials("AKIAANN", long_term_secret);
    int answers = 0;
};

TEST_F(StsEndToEnd, LoadsWhenFirstAsked) {
    answer_always();
    const auto provider = role(ann);
    EXPECT_EQ(provider->cached(), nullptr);
    EXPECT_TRUE(requests().empty());
    EXPECT_EQ(get(provider), "ASIA1");
    ASSERT_NE(provider->cached(), nullptr);
    EXPECT_EQ(provider->cached()->account_id, "123456789012");
    EXPECT_EQ(get(provider), "ASIA1");
    ASSERT_EQ(requests().size(), 1U);
    EXPECT_TRUE(is_signed_by(requests()[0], {"AKIAANN", long_term_secret}));
    EXPECT_TRUE(has(requests()[0].body, "RoleSessionName=dynaco-1767225600"));
}

TEST_F(StsEndToEnd, AsksOnceForAllWhoAskFirst) {
    answer_always();
    const auto provider = role(ann);
    std::vector<std::shared_ptr<test::pending<result<snapshot>>>> calls;
    for (int i = 0; i < 50; ++i) calls.push_back(test::start(io.get_executor(), provider->get()));
    test::run_until(io,
                    [&] { return std::ranges::all_of(calls, [](const auto& each) { return each->done; }); });
    for (const auto& each : calls) EXPECT_EQ(each->get().value()->access_key_id, "ASIA1");
    EXPECT_EQ(requests().size(), 1U);
}

TEST_F(StsEndToEnd, RefreshesBeforeTheEnd) {
    answer_always();
    const auto provider = role(ann);
    EXPECT_EQ(get(provider), "ASIA1");
    fake.world->advance(30min);
    EXPECT_EQ(get(provider), "ASIA1");
    fake.world->advance(22min);  // eight minutes are left
    EXPECT_EQ(provider->cached(), nullptr);
    EXPECT_EQ(get(provider), "ASIA2");
    EXPECT_EQ(requests().size(), 2U);
}

TEST_F(StsEndToEnd, LoadsAnewWhenTheClockHasMovedBeyondTheEnd) {
    answer_always();
    const auto provider = role(ann);
    EXPECT_EQ(get(provider), "ASIA1");
    fake.world->clock_error = 24h;
    EXPECT_EQ(provider->cached(), nullptr);
    EXPECT_EQ(get(provider), "ASIA2");
}

TEST_F(StsEndToEnd, ServesWhatItHasWhileStsRefuses) {
    answer_always();
    const auto provider = role(ann);
    EXPECT_EQ(get(provider), "ASIA1");
    sts.on("POST", "/", refusal("AccessDenied", "not any more"));
    fake.world->advance(55min);
    EXPECT_EQ(get(provider), "ASIA1");
    fake.world->advance(10min);  // it has expired
    const std::string text = get(provider);
    EXPECT_TRUE(has(text, "AccessDenied: not any more") && has(text, reader) && has(text, sts.url())) << text;
    EXPECT_FALSE(has(text, long_term_secret) || has(text, "hush") || has(text, "token1")) << text;
    answer_always();
    fake.world->advance(10s);
    EXPECT_EQ(get(provider), "ASIA2");
}

TEST_F(StsEndToEnd, RecoversFromAFirstFailure) {
    sts.on("POST", "/", refusal("AccessDenied", "not yet"));
    const auto provider = role(ann);
    EXPECT_TRUE(has(get(provider), "the trust policy of the role must allow"));
    EXPECT_EQ(requests().size(), 1U);
    answer_always();
    fake.world->advance(10s);
    EXPECT_EQ(get(provider), "ASIA1");
}

TEST_F(StsEndToEnd, TriesAgainWhenTheWayIsBroken) {
    const reply whole(test::sts_answer());
    sts.on("POST", "/", {whole.cut_after(300), reply("busy").status(503), whole});
    EXPECT_EQ(get(role(ann)), "ASIAEXAMPLE");
    EXPECT_EQ(requests().size(), 3U);
}

TEST_F(StsEndToEnd, SignsWithTheClockOfSts) {
    sts.on("POST", "/",
           {refusal("SignatureDoesNotMatch", "Signature expired")
                .header("Date", "Thu, 01 Jan 2026 00:10:00 GMT"),
            reply(test::sts_answer())});
    EXPECT_EQ(get(role(ann)), "ASIAEXAMPLE");
    ASSERT_EQ(requests().size(), 2U);
    EXPECT_EQ(requests()[0].header("x-amz-date"), "20260101T000000Z");
    EXPECT_TRUE(is_signed_by(requests()[1], {"AKIAANN", long_term_secret}));
    const auto second = time_of(requests()[1].header("x-amz-date").value_or(""));
    EXPECT_GE(second, fake_effects::birthday + 9min);
    EXPECT_LE(second, fake_effects::birthday + 10min);
}

TEST_F(StsEndToEnd, AssumesOneRoleWithAnother) {
    answer_always();
    const auto provider = role(role(ann), "arn:aws:iam::123456789012:role/second");
    EXPECT_EQ(get(provider), "ASIA2");
    ASSERT_EQ(requests().size(), 2U);
    EXPECT_TRUE(has(requests()[0].body, "role%2Freader"));
    EXPECT_TRUE(is_signed_by(requests()[0], {"AKIAANN", long_term_secret}));
    EXPECT_TRUE(has(requests()[1].body, "role%2Fsecond"));
    EXPECT_TRUE(is_signed_by(requests()[1], {"ASIA1", "hush/+=", "token1"}));
}

// The first role's credentials are refreshed when STS says that they have expired, even if they have not
// expired by the clock.
TEST_F(StsEndToEnd, RefreshesTheFirstRoleWhenItsKeysAreRefused) {
    answer_always();
    const auto first = role(ann);
    const auto second = role(first, "arn:aws:iam::123456789012:role/second");
    EXPECT_EQ(get(first), "ASIA1");
    int refusals = 0;
    sts.on("POST", "/", [&](const received_request& r) {
        if (has(r.header("authorization").value_or(""), "Credential=ASIA1/")) {
            ++refusals;
            return refusal("ExpiredToken", "The security token included in the request is expired");
        }
        const bool is_first = has(r.header("authorization").value_or(""), "Credential=AKIAANN/");
        return reply(test::sts_answer({.access_key_id = is_first ? "ASIA2" : "ASIASECOND"}));
    });
    EXPECT_EQ(get(second), "ASIASECOND");
    EXPECT_EQ(refusals, 1);
    EXPECT_EQ(get(first), "ASIA2");
}

TEST_F(StsEndToEnd, LoadsAnewWhatTheServiceRefused) {
    answer_always();
    const auto provider = role(ann);
    EXPECT_EQ(get(provider), "ASIA1");
    provider->refused(provider->cached());
    EXPECT_EQ(get(provider), "ASIA2");
}

TEST_F(StsEndToEnd, ReadsTheTokenAnewAtEachRefresh) {
    answer_always("AssumeRoleWithWebIdentity");
    fake.files->texts["/token"] = "first\n";
    const auto provider = web_role();
    EXPECT_EQ(get(provider), "ASIA1");
    fake.files->texts["/token"] = "second\n";
    fake.world->advance(2h);
    EXPECT_EQ(get(provider), "ASIA2");
    ASSERT_EQ(requests().size(), 2U);
    EXPECT_TRUE(requests()[0].body.ends_with("&WebIdentityToken=first"));
    EXPECT_TRUE(requests()[1].body.ends_with("&WebIdentityToken=second"));
    EXPECT_FALSE(requests()[1].header("authorization"));
}

TEST_F(StsEndToEnd, ReadsTheTokenOnlyToLoad) {
    answer_always("AssumeRoleWithWebIdentity");
    fake.files->texts["/token"] = "first";
    const auto provider = web_role();
    std::vector<std::shared_ptr<test::pending<result<snapshot>>>> calls;
    for (int i = 0; i < 50; ++i) calls.push_back(test::start(io.get_executor(), provider->get()));
    test::run_until(io,
                    [&] { return std::ranges::all_of(calls, [](const auto& each) { return each->done; }); });
    const auto reads = fake.files->reads.size();
    for (int i = 0; i < 50; ++i) EXPECT_EQ(get(provider), "ASIA1");
    EXPECT_EQ(fake.files->reads.size(), reads);
    EXPECT_EQ(std::ranges::count(fake.files->reads, "/token"), 1);
    EXPECT_EQ(requests().size(), 1U);
}

TEST_F(StsEndToEnd, SaysThatTheTokenFileWentAway) {
    answer_always("AssumeRoleWithWebIdentity");
    fake.files->texts["/token"] = "first";
    const auto provider = web_role();
    EXPECT_EQ(get(provider), "ASIA1");
    fake.files->texts.clear();
    fake.world->advance(2h);
    EXPECT_TRUE(has(get(provider), "web identity token file /token: the file does not exist"));
}

// The public functions: this machine's environment, files and clock.
struct StsCredentials : testing::Test {
    StsCredentials() {
        const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        const std::string expiration = rfc3339(now + 1h);
        sts.on("POST", "/", [expiration](const received_request& r) {
            const bool is_web = has(r.body, "Action=AssumeRoleWithWebIdentity&");
            return reply(test::sts_answer(
                {.action = is_web ? "AssumeRoleWithWebIdentity" : "AssumeRole", .expiration = expiration}));
        });
    }

    test::scripted_service sts{};
    const std::string url = sts.url();
    const test::scoped_variables machine{{"AWS_ENDPOINT_URL_STS", url.c_str()},
                                         {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", nullptr},
                                         {"AWS_REGION", "eu-west-1"},
                                         {"AWS_PROFILE", nullptr},
                                         {"AWS_CONFIG_FILE", "/nowhere/config"},
                                         {"AWS_SHARED_CREDENTIALS_FILE", "/nowhere/credentials"},
                                         {"AWS_ROLE_SESSION_NAME", "a-pod"},
                                         {"HTTP_PROXY", nullptr},
                                         {"http_proxy", nullptr},
                                         {"AWS_ROLE_ARN", reader}};
    boost::asio::io_context io{};
};

TEST_F(StsCredentials, AreThoseOfARole) {
    const auto ann = static_credentials("AKIAANN", long_term_secret);
    const auto provider = assume_role_credentials(ann, {.role_arn = reader, .external_id = "b42"});
    const auto got = test::run(io, provider->get());
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ((*got)->access_key_id, "ASIAEXAMPLE");
    EXPECT_EQ(provider->cached(), *got);
    const auto requests = sts.requests("POST", "/");
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_TRUE(is_signed_by(requests[0], {"AKIAANN", long_term_secret}));
    EXPECT_TRUE(has(requests[0].body, "&ExternalId=b42"));
}

TEST_F(StsCredentials, AreThoseOfWhoHoldsAToken) {
    const test::temporary_file token("eyJ.e30.\n");
    const auto provider = web_identity_credentials({.token_file = token.path().string()});
    const auto got = test::run(io, provider->get());
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ((*got)->access_key_id, "ASIAEXAMPLE");
    const auto requests = sts.requests("POST", "/");
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_TRUE(requests[0].body.ends_with("&RoleSessionName=a-pod&WebIdentityToken=eyJ.e30."));
    EXPECT_FALSE(requests[0].header("authorization"));
}

}  // namespace
}  // namespace dynaco::identity::sts_end_to_end_test
