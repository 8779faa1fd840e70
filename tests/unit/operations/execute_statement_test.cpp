#include "encoding.hpp"

#include <dynaco/client.hpp>
#include <dynaco/operations/partiql.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::execute_statement_test {
namespace {

struct row {
    std::string id{};
    int n = 0;
};

TEST(ExecuteStatement, NamesTheOperation) {
    static_assert(operation<execute_statement>);
    EXPECT_EQ(execute_statement::info.name, "ExecuteStatement");
    EXPECT_EQ(execute_statement{.statement = "SELECT"}.table(), "");
}

TEST(ExecuteStatement, EncodesTheLeast) {
    EXPECT_EQ(encoded(execute_statement{.statement = "SELECT * FROM \"t\""}),
              R"({"Statement":"SELECT * FROM \"t\""})");
}

TEST(ExecuteStatement, EncodesAll) {
    EXPECT_EQ(encoded(execute_statement{.statement = "SELECT * FROM t WHERE id = ? AND n > ?",
                                        .parameters = parameters("a\"b", 5),
                                        .next_token = "page 2",
                                        .limit = 10,
                                        .consistent_read = true,
                                        .return_existing = true,
                                        .report_capacity = report_capacity::total}),
              R"({"Statement":"SELECT * FROM t WHERE id = ? AND n > ?",)"
              R"("Parameters":[{"S":"a\"b"},{"N":"5"}],"ConsistentRead":true,)"
              R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD","NextToken":"page 2","Limit":10,)"
              R"("ReturnConsumedCapacity":"TOTAL"})");
}

TEST(ExecuteStatement, ParametersAreAnythingThatCanBeStored) {
    const std::set<std::string> tags{"x", "y"};
    const row model{.id = "1", .n = 2};
    const item map{{"a", 1}};
    const std::optional<bool> there = true;
    EXPECT_EQ(encoded(execute_statement{.statement = "INSERT ? ? ? ? ? ?",
                                        .parameters = parameters(tags, model, map, there, null, value(7))}),
              R"({"Statement":"INSERT ? ? ? ? ? ?","Parameters":[{"SS":["x","y"]},)"
              R"({"M":{"id":{"S":"1"},"n":{"N":"2"}}},{"M":{"a":{"N":"1"}}},{"BOOL":true},{"NULL":true},)"
              R"({"N":"7"}]})");
}

TEST(ExecuteStatement, TakesParametersMadeAtRunTime) {
    const std::vector<value> values{"1", 2};
    EXPECT_EQ(encoded(execute_statement{.statement = "SELECT ? ?", .parameters = values}),
              R"({"Statement":"SELECT ? ?","Parameters":[{"S":"1"},{"N":"2"}]})");
}

TEST(ExecuteStatement, RefusesAParameterThatCannotBeWritten) {
    const failure nan = not_encoded(execute_statement{
        .statement = "SELECT ? ?", .parameters = parameters(1, std::numeric_limits<double>::quiet_NaN())});
    EXPECT_EQ(nan.cause(), errc::not_a_number);
    EXPECT_EQ(nan.diagnostics().attribute_path, "parameters[1]");
    const std::optional<int> none;
    const failure absent =
        not_encoded(execute_statement{.statement = "SELECT ?", .parameters = parameters(none)});
    EXPECT_EQ(absent.cause(), errc::invalid_argument);
    EXPECT_EQ(absent.diagnostics().attribute_path, "parameters[0]");
    const std::vector<value> deep{1, value(value::string_set{})};
    const failure set = not_encoded(execute_statement{.statement = "SELECT ? ?", .parameters = deep});
    EXPECT_EQ(set.cause(), errc::empty_set);
    EXPECT_EQ(set.diagnostics().attribute_path, "parameters[1]");
}

TEST(ExecuteStatement, RefusesAnotherNumberOfParametersThanPlaceholders) {
    const auto cause = [](std::string_view statement, detail::parameters_ref given) {
        return not_encoded(execute_statement{.statement = statement, .parameters = given}).cause();
    };
    EXPECT_EQ(cause("SELECT ?", {}), errc::invalid_argument);
    EXPECT_EQ(cause("SELECT ? ?", parameters(1)), errc::invalid_argument);
    EXPECT_EQ(cause("SELECT '?'", parameters(1)), errc::invalid_argument);
}

TEST(ExecuteStatement, RefusesWhatIsNoStatement) {
    EXPECT_EQ(not_encoded(execute_statement{.statement = ""}).cause(), errc::invalid_argument);
    const std::string longest(8192, 'x');
    EXPECT_EQ(encoded(execute_statement{.statement = longest}).size(), longest.size() + 16);
    const std::string longer(8193, 'x');
    EXPECT_EQ(not_encoded(execute_statement{.statement = longer}).cause(), errc::invalid_argument);
}

TEST(ExecuteStatement, ASelectDoesNotWrite) {
    EXPECT_FALSE(encoded_request::of(execute_statement{.statement = "select * from t"}).info.writes);
    EXPECT_TRUE(encoded_request::of(execute_statement{.statement = "DELETE FROM t"}).info.writes);
}

TEST(ExecuteStatement, DecodesTheMinimalReply) {
    for (const std::string_view body : {"{}", "", R"({"Items":[]})", R"({"Items":null,"NextToken":null})"}) {
        const auto reply = execute_statement::decode(body);
        ASSERT_TRUE(reply) << body;
        EXPECT_TRUE(reply->items.empty());
        EXPECT_EQ(reply->next_token, "");
        EXPECT_EQ(reply->last_evaluated_key, "");
        EXPECT_FALSE(reply->capacity);
    }
}

TEST(ExecuteStatement, DecodesTheFullReply) {
    const auto reply = execute_statement::decode(
        R"({"Later":[1],"Items":[{"id":{"S":"1"}},null,{"id":{"S":"2"}}],"NextToken":"t",)"
        R"("LastEvaluatedKey":{"id":{"S":"2"}},"ConsumedCapacity":{"TableName":"t","CapacityUnits":0.5}})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->items, (std::vector<item>{item{{"id", "1"}}, item{{"id", "2"}}}));
    EXPECT_EQ(reply->next_token, "t");
    EXPECT_EQ(reply->last_evaluated_key, R"({"id":{"S":"2"}})");
    EXPECT_EQ(reply->capacity.value().capacity_units, 0.5);
}

TEST(ExecuteStatement, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(execute_statement::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body :
         {R"({"Items":{}})", R"({"Items":[1]})", R"({"Items":[{},]})", R"({"NextToken":1})",
          R"({"LastEvaluatedKey":})", R"({"ConsumedCapacity":1})"})
        EXPECT_EQ(cause_of(execute_statement::decode(body)), errc::malformed_reply) << body;
}

TEST(ExecuteStatement, ARowThatDoesNotFitIsAFailure) {
    row r;
    auto take = [&r](detail::json::reader& in) { return detail::read_item(in, r); };
    const auto page = execute_statement::decode_into(R"({"Items":[{"n":{"S":"x"}}]})", take);
    EXPECT_EQ(cause_of(page), errc::type_mismatch);
    EXPECT_EQ(page.error().diagnostics().attribute_path, "n");
}

}  // namespace
}  // namespace dynaco::execute_statement_test
