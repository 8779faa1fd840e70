#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

// What the requests of PutItem, DeleteItem and UpdateItem have in common.
namespace dynaco::write_request_test {
namespace {

using namespace literals;

template <class Operation>
class WriteRequest : public testing::Test {
 protected:
    static constexpr bool is_put = std::is_same_v<Operation, put_item>;
    static constexpr std::string_view name = is_put                                   ? "PutItem"
                                             : std::is_same_v<Operation, delete_item> ? "DeleteItem"
                                                                                      : "UpdateItem";

    /// A request for the table `t` with this item or key.
    static Operation with(detail::attributes_ref object) {
        if constexpr (is_put)
            return {.table_name = "t", .item = object};
        else
            return {.table_name = "t", .key = object};
    }
    /// The text of a request with this item or key and these members.
    static std::string text(std::string_view members, std::string_view object = "{}") {
        return std::string(R"({"TableName":"t",)") + (is_put ? R"("Item":)" : R"("Key":)") +
               std::string(object) + std::string(members) + "}";
    }
};
using write_operations = testing::Types<put_item, delete_item, update_item>;
TYPED_TEST_SUITE(WriteRequest, write_operations, operation_names);

TYPED_TEST(WriteRequest, NamesTheOperation) {
    static_assert(operation<TypeParam>);
    static_assert(TypeParam::info.writes);
    EXPECT_EQ(TypeParam::info.name, TestFixture::name);
    EXPECT_EQ(TypeParam::info.target, "DynamoDB_20120810");
    EXPECT_EQ(TestFixture::with({}).table(), "t");
}

TYPED_TEST(WriteRequest, LeavesOutWhatIsNotSet) {
    const item object{{"id", "1"}, {"n", 2}};
    EXPECT_EQ(encoded(TestFixture::with(object)), TestFixture::text("", R"({"id":{"S":"1"},"n":{"N":"2"}})"));
    EXPECT_EQ(encoded(TestFixture::with({})), TestFixture::text(""));
}

TYPED_TEST(WriteRequest, EncodesAllMembers) {
    const item object{{"i\"d", "1"}};
    const auto clause = when("id"_a.not_exists());
    const detail::expression::statement<dynaco::item, decltype(clause)> whole(clause);
    auto request = TestFixture::with(object);
    request.expressions = whole;
    request.returned = return_values::all_old;
    request.return_existing = true;
    request.report_capacity = report_capacity::indexes;
    request.report_collection = true;
    EXPECT_EQ(encoded(request),
              TestFixture::text(
                  R"x(,"ConditionExpression":"attribute_not_exists(#0)",)x"
                  R"("ExpressionAttributeNames":{"#0":"id"},"ReturnValues":"ALL_OLD",)"
                  R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD","ReturnConsumedCapacity":"INDEXES",)"
                  R"("ReturnItemCollectionMetrics":"SIZE")",
                  R"({"i\"d":{"S":"1"}})"));
}

TYPED_TEST(WriteRequest, RequestsTheReturnedValues) {
    const auto returning = [](return_values what) {
        auto request = TestFixture::with({});
        request.returned = what;
        return encoded(request);
    };
    const auto text = [](std::string_view what) {
        return TestFixture::text(R"(,"ReturnValues":")" + std::string(what) + "\"");
    };
    EXPECT_EQ(returning(return_values::none), TestFixture::text(""));
    EXPECT_EQ(returning(return_values::all_old), text("ALL_OLD"));
    EXPECT_EQ(returning(return_values::updated_old), text("UPDATED_OLD"));
    EXPECT_EQ(returning(return_values::all_new), text("ALL_NEW"));
    EXPECT_EQ(returning(return_values::updated_new), text("UPDATED_NEW"));
}

TYPED_TEST(WriteRequest, RequestsTheConsumedCapacity) {
    auto request = TestFixture::with({});
    request.report_capacity = report_capacity::total;
    EXPECT_EQ(encoded(request), TestFixture::text(R"(,"ReturnConsumedCapacity":"TOTAL")"));
}

TYPED_TEST(WriteRequest, NamesTheAttributeThatItCannotWrite) {
    const measurement bad{.id = "1", .weather = {}};
    const failure why = not_encoded(TestFixture::with(bad));
    EXPECT_EQ(why.cause(), errc::not_a_number);
    EXPECT_EQ(why.diagnostics().attribute_path, "weather.celsius");
}

TYPED_TEST(WriteRequest, RefusesAnExpressionValue) {
    const item object{{"id", "1"}};
    const auto clause = when("n"_a == std::numeric_limits<double>::infinity());
    const detail::expression::statement<dynaco::item, decltype(clause)> bad(clause);
    auto request = TestFixture::with(object);
    request.expressions = bad;
    const failure why = not_encoded(request);
    EXPECT_EQ(why.cause(), errc::not_a_number);
    EXPECT_EQ(why.diagnostics().attribute_path, "n");
}

}  // namespace
}  // namespace dynaco::write_request_test
