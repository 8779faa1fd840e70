#include "wire/service_error.hpp"
#include "wire/verdict.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::wire::throttling_reasons_test {
namespace {

constexpr std::string_view by_email = "arn:aws:dynamodb:eu-west-1:123456789012:table/accounts/index/by_email";

std::string body_of(std::string_view code, std::string_view member, std::string_view reasons) {
    return R"({"__type":"com.amazonaws.dynamodb.v20120810#)" + std::string(code) + R"(",")" +
           std::string(member) + R"(":)" + std::string(reasons) + R"(,"message":"slow down"})";
}
std::string reason(std::string_view resource) {
    return R"([{"reason":"IndexWriteKeyRangeThroughputExceeded","resource":")" + std::string(resource) +
           R"("}])";
}

TEST(ThrottlingReasons, AreReadInTheirOrder) {
    const auto reasons = parse_throttling_reasons(
        body_of("ProvisionedThroughputExceededException", "ThrottlingReasons",
                R"([{"resource":"a","reason":"TableReadAccountLimitExceeded","more":{"x":[1]}},null,)"
                R"({"reason":"IndexWriteMaxOnDemandThroughputExceeded","resource":null}])"));
    ASSERT_EQ(reasons.size(), 2U);
    EXPECT_EQ(reasons[0].reason, "TableReadAccountLimitExceeded");
    EXPECT_EQ(reasons[0].resource, "a");
    EXPECT_EQ(reasons[1].reason, "IndexWriteMaxOnDemandThroughputExceeded");
    EXPECT_EQ(reasons[1].resource, "");
}

TEST(ThrottlingReasons, AreInTheDiagnosticsOfEveryKindOfThrottling) {
    const std::pair<const char*, const char*> kinds[] = {
        {"ProvisionedThroughputExceededException", "ThrottlingReasons"},
        {"RequestLimitExceeded", "ThrottlingReasons"},
        {"ThrottlingException", "throttlingReasons"},
    };
    for (const auto& [code, member] : kinds) {
        const auto verdict = judge({.status = 400, .body = body_of(code, member, reason(by_email))});
        ASSERT_FALSE(verdict) << code;
        const auto& reasons = verdict.error().diagnostics().throttling_reasons;
        ASSERT_EQ(reasons.size(), 1U) << code;
        EXPECT_EQ(reasons[0].reason, "IndexWriteKeyRangeThroughputExceeded");
        EXPECT_EQ(reasons[0].resource, by_email);
        EXPECT_NE(
            verdict.error().text().find("IndexWriteKeyRangeThroughputExceeded of accounts/index/by_email"),
            std::string::npos)
            << verdict.error().text();
    }
}

TEST(ThrottlingReasons, AreNotLookedForInOtherErrors) {
    const auto verdict =
        judge({.status = 400, .body = body_of("ValidationException", "ThrottlingReasons", reason(by_email))});
    ASSERT_FALSE(verdict);
    EXPECT_TRUE(verdict.error().diagnostics().throttling_reasons.empty());
}

TEST(ThrottlingReasons, AreMissingInWhatIsNoSuchBody) {
    for (const std::string_view body :
         {"", "{}", "[]", "<html>", R"({"ThrottlingReasons":null})", R"({"ThrottlingReasons":5})",
          R"({"ThrottlingReasons":[5]})", R"({"ThrottlingReasons":[{"reason":5}]})",
          R"({"ThrottlingReasons":[{"reason":"x"})"})
        EXPECT_TRUE(parse_throttling_reasons(body).empty()) << body;
}

TEST(ThrottlingReasons, AreBounded) {
    const auto many = [](int count) {
        std::string list = "[";
        for (int i = 0; i < count; ++i) list += i > 0 ? R"(,{"reason":"r"})" : R"({"reason":"r"})";
        return parse_throttling_reasons(body_of("ThrottlingException", "throttlingReasons", list + "]"));
    };
    EXPECT_EQ(many(100).size(), 100U);
    EXPECT_TRUE(many(101).empty());
    const auto reasons = parse_throttling_reasons(
        body_of("ThrottlingException", "throttlingReasons", reason(std::string(5000, 'x'))));
    ASSERT_EQ(reasons.size(), 1U);
    EXPECT_EQ(reasons[0].resource.size(), 1024U);
}

}  // namespace
}  // namespace dynaco::wire::throttling_reasons_test
