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

    /// A request for the table `t` with this item or key.
    static Operation with(detail::attributes_ref object) {
        if constexpr (is_put)
            return {.table_name = "t", .item = object};
        else
            return {.table_name = "t", .key = object};
    }
    /// The text of a request with an empty item or key and these members.
    static std::string text(std::string_view members) {
        return std::string(R"({"TableName":"t",)") + (is_put ? R"("Item":{})" : R"("Key":{})") +
               std::string(members) + "}";
    }
};
using write_operations = testing::Types<put_item, delete_item, update_item>;
TYPED_TEST_SUITE(WriteRequest, write_operations, );

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
