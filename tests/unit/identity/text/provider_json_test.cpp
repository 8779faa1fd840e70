#include "identity/text/json.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace dynaco::identity::provider_json_test {
namespace {

using namespace std::chrono_literals;

constexpr provider_json_form metadata_form{.temporary = true};
constexpr provider_json_form process_form{.session_token = "SessionToken", .versioned = true};

std::string why(std::string_view json, const provider_json_form& form) {
    const auto read = parse_provider_json(json, form);
    if (read) return "no failure";
    EXPECT_EQ(read.error().cause(), errc::credentials_failed);
    return read.error().diagnostics().detail;
}

TEST(ProviderJson, ReadsWhatInstanceMetadataGive) {
    const auto read = parse_provider_json(R"({
        "Code" : "Success", "LastUpdated" : "2021-09-20T21:42:26Z", "Type" : "AWS-HMAC",
        "AccessKeyId" : "ASIARTEST", "SecretAccessKey" : "testsecret", "Token" : "testtoken",
        "Expiration" : "2021-09-21T04:16:53Z" })",
                                          metadata_form);
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->access_key_id, "ASIARTEST");
    EXPECT_EQ(read->secret_access_key, "testsecret");
    EXPECT_EQ(read->session_token, "testtoken");
    EXPECT_EQ(read->expiration, std::chrono::system_clock::time_point(1'632'197'813s));
    EXPECT_EQ(read->account_id, "");
}

TEST(ProviderJson, ReadsWhatContainersGive) {
    const auto read = parse_provider_json(
        R"({"RoleArn":"arn:aws:iam::1:role/r","AccessKeyId":"A","SecretAccessKey":"S\/+","Token":"T",)"
        R"("AccountId":"012345678901","Expiration":"2009-02-13T23:31:30Z"})",
        {});
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->secret_access_key, "S/+");
    EXPECT_EQ(read->account_id, "012345678901");
    EXPECT_EQ(read->expiration, std::chrono::system_clock::time_point(1'234'567'890s));
}

TEST(ProviderJson, WhatIsOptionalMayBeMissingNullOrEmpty) {
    for (const char* rest :
         {"", R"(,"Token":null,"Expiration":null,"AccountId":null)", R"(,"Token":"","Expiration":"")"}) {
        const auto read =
            parse_provider_json(R"({"AccessKeyId":"A","SecretAccessKey":"S")" + std::string(rest) + '}', {});
        ASSERT_TRUE(read) << rest << read.error().text();
        EXPECT_TRUE(read->session_token.empty());
        EXPECT_FALSE(read->expiration);
        EXPECT_EQ(read->account_id, "");
    }
}

TEST(ProviderJson, NamesCountInAnyCaseAndTheFirstOfThem) {
    const auto read = parse_provider_json(
        R"({"accesskeyid":null,"accessKeyId":"A","AccessKeyId":"B","SECRETACCESSKEY":"S"})", {});
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->access_key_id, "A");
    EXPECT_EQ(read->secret_access_key, "S");
}

TEST(ProviderJson, NamesWhatIsMissingOrNotValid) {
    const std::string keys = R"("AccessKeyId":"A","SecretAccessKey":"S3CR3T")";
    EXPECT_EQ(why(R"({"SecretAccessKey":"S"})", {}), "the JSON has no member \"AccessKeyId\"");
    EXPECT_EQ(why(R"({"AccessKeyId":"A"})", {}), "the JSON has no member \"SecretAccessKey\"");
    EXPECT_EQ(why(R"({"AccessKeyId":"","SecretAccessKey":"S"})", {}),
              "the JSON member \"AccessKeyId\" is empty");
    EXPECT_EQ(why(R"({"AccessKeyId":"A","SecretAccessKey":5})", {}),
              "the JSON member \"SecretAccessKey\" is not a string");
    EXPECT_EQ(why(R"({"AccessKeyId":["A"],"SecretAccessKey":"S"})", {}),
              "the JSON member \"AccessKeyId\" is not a string");
    EXPECT_EQ(why('{' + keys + '}', metadata_form), "the JSON has no member \"Token\"");
    EXPECT_EQ(why('{' + keys + R"(,"Token":"T"})", metadata_form), "the JSON has no member \"Expiration\"");
    EXPECT_EQ(why('{' + keys + R"(,"Token":"T","Expiration":""})", metadata_form),
              "the JSON member \"Expiration\" is empty");
    EXPECT_EQ(why('{' + keys + R"(,"Token":true})", {}), "the JSON member \"Token\" is not a string");
    EXPECT_EQ(why('{' + keys + R"(,"AccountId":12})", {}), "the JSON member \"AccountId\" is not a string");
    for (const char* time : {"\"tomorrow\"", "\"2026-02-30T00:00:00Z\"", "\"1767225600\""})
        EXPECT_EQ(why('{' + keys + R"(,"Expiration":)" + time + '}', {}),
                  "the JSON member \"Expiration\" is not a time such as 2026-01-31T23:59:59Z")
            << time;
    EXPECT_EQ(why('{' + keys + R"(,"Expiration":1767225600})", {}),
              "the JSON member \"Expiration\" is not a string");
}

TEST(ProviderJson, RefusesWhatIsNoJsonObjectWithoutRepeatingIt) {
    for (const char* text : {"", "S3CR3T", "[]", "null", "\"S3CR3T\"", "{", R"({"AccessKeyId":"S3CR3T)",
                             R"({"AccessKeyId":"A","SecretAccessKey":"S"}})",
                             R"({"AccessKeyId":"A","SecretAccessKey":"S\q"})", "{\"a\":1,}", "{a:1}"})
        EXPECT_EQ(why(text, {}), "the text is not a JSON object") << text;
}

TEST(ProviderJson, TheVersionMustBeOneWhereThereIsOne) {
    const std::string keys = R"("AccessKeyId":"A","SecretAccessKey":"S","SessionToken":"T"})";
    for (const char* right : {"1", "1.0", " 1 "}) {
        const auto read =
            parse_provider_json(R"({"Version":)" + std::string(right) + ',' + keys, process_form);
        ASSERT_TRUE(read) << read.error().text();
        EXPECT_EQ(read->session_token, "T");
        EXPECT_FALSE(read->expiration);
    }
    for (const char* wrong : {"2", "\"1\"", "true", "{}", "[1]", "0"})
        EXPECT_EQ(why(R"({"Version":)" + std::string(wrong) + ',' + keys, process_form),
                  "the JSON member \"Version\" is not the number 1")
            << wrong;
    EXPECT_EQ(why('{' + keys, process_form), "the JSON has no member \"Version\"; it must be 1");
    EXPECT_TRUE(parse_provider_json(R"({"Version":2,)" + keys, {}));
}

TEST(ProviderJson, ACodeOtherThanSuccessIsAnError) {
    const std::string keys = R"(,"AccessKeyId":"A","SecretAccessKey":"S"})";
    const auto read = parse_provider_json(
        R"({"Code":"AssumeRoleUnauthorizedAccess","Message":"EC2 cannot\nassume it","LastUpdated":"x"})",
        metadata_form);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().cause(), errc::credentials_failed);
    EXPECT_EQ(read.error().diagnostics().service_code, "AssumeRoleUnauthorizedAccess");
    EXPECT_EQ(read.error().diagnostics().detail,
              "the source returned an error instead: AssumeRoleUnauthorizedAccess: EC2 cannot assume it");
    EXPECT_EQ(why(R"({"Code":"Failed")" + keys, {}), "the source returned an error instead: Failed");
    EXPECT_TRUE(parse_provider_json(R"({"Code":"success")" + keys, {}));
    EXPECT_TRUE(parse_provider_json(R"({"Code":7)" + keys, {}));
}

TEST(ProviderJson, ReadsTheCodeAndMessageOfAnError) {
    EXPECT_EQ(text_of(parse_provider_error(R"({"code":"AccessDenied","message":"not\nyou"})")),
              "AccessDenied: not you");
    EXPECT_EQ(text_of(parse_provider_error(R"({"Code":"AccessDenied"})")), "AccessDenied");
    EXPECT_EQ(text_of(parse_provider_error(R"({"message":"not you","code":3})")), "not you");
    for (const char* nothing : {"", "<html/>", "{}", "[]", R"({"error":"no"})", R"({"code":null})"})
        EXPECT_EQ(text_of(parse_provider_error(nothing)), "") << nothing;
}

TEST(ProviderJson, AnErrorIsRedacted) {
    const std::string key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    const auto error = parse_provider_error(R"({"code":"X","message":"key )" + key + R"( is old"})");
    EXPECT_EQ(error.message, "key *** is old");
}

}  // namespace
}  // namespace dynaco::identity::provider_json_test
