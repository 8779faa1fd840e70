#include "unit/table/pages.hpp"

namespace dynaco::test::contains_test {
namespace {

using attempt = scripted_attempt;

struct Contains : Pages {
    const dynaco::table<order> orders{client(bench.loop)};
};

TEST_F(Contains, AsksForTheHashKeyAlone) {
    script({attempt::answer(R"({"Item":{"id":{"S":"1"}}})"), attempt::answer(R"({"Item":{"order_id":{}}})")});
    EXPECT_TRUE(run(accounts.contains("1")));
    EXPECT_EQ(body(0), R"({"TableName":"accounts","Key":{"id":{"S":"1"}},"ProjectionExpression":"#0",)"
                       R"("ExpressionAttributeNames":{"#0":"id"}})");
    EXPECT_TRUE(run(orders.contains("1", std::string("2"), {.consistent_read = true})));
    EXPECT_EQ(body(1), R"({"TableName":"orders","Key":{"order_id":{"S":"1"},"item_id":{"S":"2"}},)"
                       R"("ProjectionExpression":"#0","ExpressionAttributeNames":{"#0":"order_id"},)"
                       R"("ConsistentRead":true})");
}

TEST_F(Contains, SaysNoWithoutAnItem) {
    script({attempt::answer("{}"), attempt::answer(R"({"Item":null})")});
    EXPECT_FALSE(run(accounts.contains("1", {.consistent_read = true})));
    EXPECT_FALSE(run(accounts.contains("1")));
}

TEST_F(Contains, FailsAsGetDoes) {
    script({refusal(), attempt::answer(R"({"Item"})")});
    EXPECT_THROW(run(accounts.contains("1")), error);
    try {
        run(accounts.contains("1"));
        ADD_FAILURE() << "should have thrown";
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::malformed_reply);
        EXPECT_EQ(e.diagnostics().operation, "GetItem");
    }
}

}  // namespace
}  // namespace dynaco::test::contains_test
