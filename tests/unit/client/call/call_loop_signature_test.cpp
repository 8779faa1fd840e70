#include "sigv4/signature.hpp"
#include "unit/client/call_bench.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>
#include <vector>

namespace dynaco::test::call_loop_signature_test {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;
using attempt = scripted_attempt;

TEST(CallLoop, ExtraHeadersAreSentUnsigned) {
    client_options options;
    options.extra_headers = {{"X-Proxy", "1"}};
    call_bench b(options);
    b.wire->script({attempt::answer()});
    EXPECT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(b.wire->sent.at(0).header("x-proxy"), "1");
    EXPECT_EQ(b.wire->sent.at(0).header("authorization").find("x-proxy"), std::string::npos);
}

TEST(CallLoop, ExtraHeadersThatAreNoneAreRefused) {
    client_options options;
    options.extra_headers = {{"Host", "elsewhere"}};
    EXPECT_THROW(call_bench{options}, error);
}

TEST(CallLoop, CredentialsThatCannotBeHadEndTheCall) {
    call_bench b;
    b.keys->fails(errc::missing_credentials, "the environment variable AWS_ACCESS_KEY_ID is not set");
    const failure why = b.fail_write();
    EXPECT_EQ(why.cause(), errc::missing_credentials);
    EXPECT_EQ(b.wire->acquired, 0);
    const std::string text = why.text();
    EXPECT_NE(text.find("PutItem on table \"accounts\""), std::string::npos) << text;
    EXPECT_NE(text.find("AWS_ACCESS_KEY_ID is not set"), std::string::npos) << text;
    EXPECT_NE(text.find("client_options::credentials"), std::string::npos) << text;
}

TEST(CallLoop, CredentialsThatFailLaterLeaveAWriteUnknown) {
    call_bench b;
    const failure why = b.write_fails({loads(example_keys()), attempt::lost(), sleeps(12ms),
                                       fails_to_load(errc::missing_credentials, "gone")});
    EXPECT_EQ(why.cause(), errc::outcome_unknown);
    EXPECT_NE(why.text().find("gone"), std::string::npos) << why.text();
}

TEST(CallLoop, AnonymousCredentialsSendNoToken) {
    call_bench b;
    b.keys->gives(keys_of({.session_token = "a\r\nX-Evil: 1"}));
    b.wire->script({attempt::answer()});
    EXPECT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(b.wire->sent.at(0).header("x-amz-security-token"), "");
    EXPECT_EQ(b.wire->sent.at(0).header("x-evil"), "");
}

TEST(CallLoop, CredentialsThatCannotBeSentEndTheCall) {
    for (const credentials& bad : {credentials{.access_key_id = "AKID\n", .secret_access_key = secret_key},
                                   credentials{.access_key_id = access_key,
                                   .secret_access_key = secret_key,
                                   .session_token = "TOKEN-TOKEN\r\nX-Evil: 1"}}) {
        call_bench b;
        b.keys->gives(keys_of(bad));
        const failure why = b.fail_read();
        EXPECT_EQ(why.cause(), errc::invalid_argument);
        EXPECT_EQ(b.wire->acquired, 0);
        EXPECT_EQ(why.text().find("TOKEN-TOKEN"), std::string::npos) << why.text();
        EXPECT_EQ(why.text().find(secret_key), std::string::npos) << why.text();
    }
}

std::string independent_authorization(const sent_request& request, const credentials& keys,
                                      std::chrono::sys_seconds time) {
    std::vector<std::pair<std::string, std::string>> kept;
    for (auto& [name, value] : request.headers())
        if (name == "host" || name == "content-type" || name == "x-amz-target")
            kept.emplace_back(name, value);
    std::vector<sigv4::header> headers;
    for (const auto& [name, value] : kept) headers.push_back({.name = name, .value = value});
    sigv4::signing_key_cache cache;
    return sigv4::sign({.method = "POST", .path = "/", .headers = headers, .payload = request.body},
                       {.access_key_id = keys.access_key_id,
                        .secret_access_key = keys.secret_access_key,
                        .session_token = keys.session_token},
                       {.region = "eu-west-1", .service = "dynamodb"}, time, cache)
        .authorization;
}

TEST(CallLoop, SignsWhatItSends) {
    call_bench b;
    b.wire->script({attempt::answer(), attempt::answer()});
    ASSERT_TRUE(b.call(call_bench::read()));
    const sent_request& first = b.wire->sent.at(0);
    EXPECT_EQ(first.header("x-amz-date"), "20260101T000000Z");
    EXPECT_EQ(first.header("x-amz-security-token"), session_token);
    EXPECT_EQ(first.header("authorization"),
              independent_authorization(first, *example_keys(), fake_effects::birthday));

    // Other credentials without a token, on another day.
    const auto others = keys_of({.access_key_id = "AKIDOTHER", .secret_access_key = "other/secret+key"});
    b.keys->gives(others);
    b.world->advance(std::chrono::hours(25));
    ASSERT_TRUE(b.call(call_bench::write()));
    const sent_request& second = b.wire->sent.at(1);
    EXPECT_FALSE(second.has("x-amz-security-token"));
    EXPECT_EQ(second.header("x-amz-date"), "20260102T010000Z");
    EXPECT_EQ(second.header("authorization"),
              independent_authorization(second, *others, fake_effects::birthday + std::chrono::hours(25)));
}

TEST(CallLoop, SignsLast) {
    call_bench b;
    b.wire->script({attempt::answer().lease_takes(seconds(30))});
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(b.wire->sent.at(0).header("x-amz-date"), "20260101T000030Z") << "not the time before the wait";
}

TEST(CallLoop, SignsEachAttemptAnew) {
    call_bench b;
    b.read_succeeds(
        {attempt::throttled(), sleeps(500ms), attempt::throttled(), sleeps(1000ms), attempt::answer()});
    const auto id = b.wire->sent.at(0).header("amz-sdk-invocation-id");
    EXPECT_TRUE(std::regex_match(
        id, std::regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")))
        << id;
    for (std::size_t each = 0; each < 3; ++each) {
        const sent_request& request = b.wire->sent.at(each);
        EXPECT_EQ(request.header("amz-sdk-invocation-id"), id);
        EXPECT_TRUE(
            request.header("amz-sdk-request").ends_with("attempt=" + std::to_string(each + 1) + "; max=4"));
    }
    EXPECT_EQ(b.wire->sent.at(2).header("x-amz-date"), "20260101T000001Z");
    EXPECT_NE(b.wire->sent.at(0).header("authorization"), b.wire->sent.at(2).header("authorization"));
}

TEST(CallLoop, CallsHaveIdsOfTheirOwn) {
    call_bench b;
    b.world->fixed_random = 0;
    std::set<std::string> ids;
    for (std::size_t call = 0; call < 20; ++call) {
        b.wire->script({attempt::answer()});
        ASSERT_TRUE(b.call(call_bench::read()));
        ids.insert(b.wire->sent.at(call).header("amz-sdk-invocation-id"));
    }
    EXPECT_EQ(ids.size(), 20U);
}

TEST(CallLoop, NewCredentialsAreUsedByTheNextAttempt) {
    call_bench b;
    const auto fresh = keys_of({.access_key_id = "AKIDFRESH", .secret_access_key = "fresh"});
    b.read_succeeds({loads(example_keys()), attempt::lost(), sleeps(12ms), loads(fresh), attempt::answer()});
    EXPECT_NE(b.wire->sent.at(0).header("authorization").find(access_key), std::string::npos);
    EXPECT_NE(b.wire->sent.at(1).header("authorization").find("AKIDFRESH"), std::string::npos);
    EXPECT_FALSE(b.wire->sent.at(1).has("x-amz-security-token"));
}

TEST(CallLoop, NoSecretIsInAnyError) {
    const std::vector<attempt> ends{
        attempt::no_connection(errc::connect_failed),
        attempt::lost(),
        attempt::answer("<html/>"),
        with_crc("1"),
        attempt::service_error(400, "InvalidSignatureException"),
        attempt::service_error(400, "ExpiredTokenException"),
        attempt::answer().exchange_takes(seconds(100)),
    };
    for (const attempt& end : ends) {
        call_bench b({.retry = {.max_attempts = 1}});
        b.wire->script({end});
        const std::string text = b.fail_write().text();
        for (const char* secret : {secret_key, session_token, "AWS4-HMAC-SHA256", "Signature="})
            EXPECT_EQ(text.find(secret), std::string::npos) << text;
    }
}

}  // namespace
}  // namespace dynaco::test::call_loop_signature_test
