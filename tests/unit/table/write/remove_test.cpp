#include "unit/table/write_bench.hpp"

#include <string>

/// The requests and results of remove.
namespace dynaco::test::remove_test {
namespace {

using namespace literals;

using Remove = Writes;

TEST_F(Remove, ByKeyAlone) {
    run(accounts.remove("1"));
    EXPECT_EQ(sent(), R"({"TableName":"accounts","Key":{"id":{"S":"1"}}})");
    run(orders.remove("1", "2"));
    EXPECT_EQ(sent(), R"({"TableName":"orders","Key":{"order_id":{"S":"1"},"item_id":{"S":"2"}}})");
    run(documents.remove("1"));  // a key has no version
    EXPECT_EQ(sent(), R"({"TableName":"documents","Key":{"id":{"S":"1"}}})");
}

TEST_F(Remove, AnObjectWithoutAVersion) {
    const order o{.order_id = "1", .item_id = "2"};
    run(orders.remove(o));
    EXPECT_EQ(sent(), R"({"TableName":"orders","Key":{"order_id":{"S":"1"},"item_id":{"S":"2"}}})");
}

TEST_F(Remove, AnObjectOfAKnownVersion) {
    const document d{.id = "1", .text = "a", .version = 7};
    EXPECT_TRUE(run(documents.try_remove(d)));
    EXPECT_EQ(sent(), R"({"TableName":"documents","Key":{"id":{"S":"1"}},)"
                      R"("ConditionExpression":"#0 = :0","ExpressionAttributeNames":{"#0":"version"},)"
                      R"("ExpressionAttributeValues":{":0":{"N":"7"}},)"
                      R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"})");
    EXPECT_FALSE(run(documents.try_remove(d), refused()));
    EXPECT_EQ(d.version, 7);
}

TEST_F(Remove, AnObjectThatWasNeverStored) {
    const document d{.id = "1", .text = {}};
    EXPECT_TRUE(run(documents.try_remove(d, when("text"_a.not_exists()))));
    EXPECT_NE(sent().find(R"x("ConditionExpression":"(attribute_not_exists(#0) AND )x"
                          R"x((attribute_not_exists(#1) OR attribute_type(#1, :0) OR #1 = :1))")x"),
              std::string::npos);
}

TEST_F(Remove, AnObjectOfAnyVersion) {
    const document d{.id = "1", .text = {}, .version = 7};
    EXPECT_TRUE(run(documents.try_remove(d, {.ignore_version = true})));
    EXPECT_EQ(sent(), R"({"TableName":"documents","Key":{"id":{"S":"1"}}})");
}

TEST_F(Remove, SendsTheCondition) {
    EXPECT_TRUE(run(accounts.try_remove("1", when("balance"_a == 0))));
    EXPECT_EQ(sent(), R"({"TableName":"accounts","Key":{"id":{"S":"1"}},"ConditionExpression":"#0 = :0",)"
                      R"("ExpressionAttributeNames":{"#0":"balance"},)"
                      R"("ExpressionAttributeValues":{":0":{"N":"0"}},)"
                      R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"})");
    EXPECT_FALSE(
        run(orders.try_remove("1", "2", when("quantity"_a == 0), {.return_existing = false}), refused()));
    EXPECT_EQ(sent().find("ReturnValuesOnConditionCheckFailure"), std::string::npos);
}

TEST_F(Remove, ReturnsTheOldItem) {
    const std::string old = R"({"order_id":{"S":"1"},"item_id":{"S":"2"},"quantity":{"N":"3"}})";
    EXPECT_EQ(run(orders.remove("1", "2", returning::all_old), attributes(old)).value().quantity, 3);
    EXPECT_NE(sent().find(R"("ReturnValues":"ALL_OLD")"), std::string::npos);
    EXPECT_FALSE(run(orders.remove("1", "2", returning::all_old)));
    const auto removed =
        run(orders.try_remove("1", "2", when("quantity"_a == 3), returning::all_old), attributes(old));
    EXPECT_EQ(removed.returned().value().quantity, 3);
    EXPECT_FALSE(run(accounts.remove("1", returning::all_old)));
    EXPECT_FALSE(
        run(accounts.try_remove("1", when("balance"_a == 0), returning::all_old), refused()).returned());
}

TEST_F(Remove, FillsAReport) {
    call_report report;
    const auto reply = attempt::answer(R"({"ConsumedCapacity":{"TableName":"t","CapacityUnits":1}})");
    run(accounts.remove("1", {.report = &report}), reply);
    run(orders.remove("1", "2", {.report = &report}), reply);
    EXPECT_TRUE(run(accounts.try_remove("1", when("balance"_a == 0), {.report = &report}), reply));
    EXPECT_EQ(report.write_units(), 3);
    EXPECT_EQ(report.calls, 3);
}

TEST_F(Remove, AFailureIsThrown) {
    const document d{.id = "1", .text = {}, .version = 7};
    EXPECT_EQ(fail(documents.remove(d), {attempt::service_error(400, "ResourceNotFoundException")}).cause(),
              errc::resource_not_found);
    EXPECT_EQ(fail(accounts.remove("1"), {attempt::service_error(400, "ResourceNotFoundException")}).cause(),
              errc::resource_not_found);
}

}  // namespace
}  // namespace dynaco::test::remove_test
