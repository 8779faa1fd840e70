#include "wire/service_error.hpp"
#include "wire/verdict.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::wire::cancellation_reasons_test {
namespace {

std::string body_of(std::string_view reasons) {
    return R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",)"
           R"("CancellationReasons":)" +
           std::string(reasons) + R"(,"Message":"Transaction cancelled"})";
}

TEST(CancellationReasons, AreReadInTheirOrder) {
    const auto reasons = parse_cancellation_reasons(body_of(
        R"([{"Code":"None"},)"
        R"({"Code":"ConditionalCheckFailed","Item":{"id":{"S":"1"},"n":{"N":"5"}},"Message":"failed"},)"
        R"({"Message":null,"Code":"TransactionConflict","Item":null,"More":[1]}])"));
    ASSERT_EQ(reasons.size(), 3u);
    EXPECT_EQ(reasons[0].code, "None");
    EXPECT_EQ(reasons[0].cause, errc{});
    EXPECT_EQ(reasons[1].cause, errc::conditional_check_failed);
    EXPECT_EQ(reasons[1].item, R"({"id":{"S":"1"},"n":{"N":"5"}})");
    EXPECT_EQ(reasons[1].message, "failed");
    EXPECT_EQ(reasons[2].cause, errc::transaction_conflict);
    EXPECT_EQ(reasons[2].item, "");
    EXPECT_EQ(reasons[2].message, "");
}

TEST(CancellationReasons, ANullIsAReasonWithoutWords) {
    const auto reasons = parse_cancellation_reasons(body_of(R"([null,{"Code":"ValidationError"}])"));
    ASSERT_EQ(reasons.size(), 2u);
    EXPECT_FALSE(static_cast<bool>(reasons[0]));
    EXPECT_EQ(reasons[1].cause, errc::validation_failed);
}

TEST(CancellationReasons, AreMissingInWhatIsNoSuchBody) {
    for (const std::string_view body :
         {"", "{}", "[]", "<html>", R"({"CancellationReasons":null})", R"({"CancellationReasons":5})",
          R"({"CancellationReasons":[5]})", R"({"CancellationReasons":[{"Code":5}]})",
          R"({"CancellationReasons":[{"Code":"None"})"})
        EXPECT_TRUE(parse_cancellation_reasons(body).empty()) << body;
}

TEST(CancellationReasons, AreNoMoreThanATransactionHasStatements) {
    const auto many = [](int count) {
        std::string list = "[";
        for (int i = 0; i < count; ++i) list += i > 0 ? R"(,{"Code":"None"})" : R"({"Code":"None"})";
        return parse_cancellation_reasons(body_of(list + "]")).size();
    };
    EXPECT_EQ(many(100), 100u);
    EXPECT_EQ(many(101), 0u);
}

TEST(CancellationReasons, TextsAreCutBeforeACharacter) {
    const std::string text(1023, 'x');
    const auto reasons = parse_cancellation_reasons(body_of(
        R"([{"Code":"None","Message":")" + text + "\u00e9" + R"("},{"Message":")" + text + R"(yz"}])"));
    ASSERT_EQ(reasons.size(), 2u);
    EXPECT_EQ(reasons[0].message, text);
    EXPECT_EQ(reasons[1].message, text + "y");
}

TEST(CancellationReasons, KeepLargeItemsWholeWhereTheBodyIsCut) {
    const std::string item = R"({"id":{"S":")" + std::string(300'000, 'x') + R"("}})";
    const auto verdict =
        judge({.status = 400, .body = body_of(R"([{"Code":"ConditionalCheckFailed","Item":)" + item + "}]")});
    ASSERT_FALSE(verdict);
    const auto& about = verdict.error().diagnostics();
    EXPECT_EQ(verdict.error().cause(), errc::transaction_canceled);
    ASSERT_EQ(about.cancellation_reasons.size(), 1u);
    EXPECT_EQ(about.cancellation_reasons[0].item, item);
    EXPECT_EQ(about.body.size(), 65536u);
}

TEST(CancellationReasons, AreNotLookedForInOtherErrors) {
    const auto verdict =
        judge({.status = 400,
               .body = R"({"__type":"ValidationException","CancellationReasons":[{"Code":"None"}]})"});
    ASSERT_FALSE(verdict);
    EXPECT_TRUE(verdict.error().diagnostics().cancellation_reasons.empty());
}

}  // namespace
}  // namespace dynaco::wire::cancellation_reasons_test
