#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

// What the requests of Query and Scan have in common.
namespace dynaco::page_request_test {
namespace {

using namespace literals;

template <class Operation>
class PageRequest : public testing::Test {};
using page_operations = testing::Types<query, scan>;
TYPED_TEST_SUITE(PageRequest, page_operations, operation_names);

TYPED_TEST(PageRequest, NamesTheOperation) {
    static_assert(operation<TypeParam>);
    static_assert(!TypeParam::info.writes);
    EXPECT_EQ(TypeParam::info.name, (std::is_same_v<TypeParam, query> ? "Query" : "Scan"));
    EXPECT_EQ(TypeParam{.table_name = "t"}.table(), "t");
}

TYPED_TEST(PageRequest, LeavesOutWhatIsNotSet) {
    EXPECT_EQ(encoded(TypeParam{.table_name = "t"}), R"({"TableName":"t"})");
}

TYPED_TEST(PageRequest, RefusesAStartKeyThatIsNone) {
    for (const std::string_view key :
         {"x", "{", "[]", "null", "1", R"({"id":"1"})", R"({"id":{"S":"1"}},"Limit":1)",
          R"({"id":{"S":"1"}} {})", R"({"id":{"X":"1"}})"}) {
        const failure why = not_encoded(TypeParam{.table_name = "t", .exclusive_start_key = key});
        EXPECT_EQ(why.cause(), errc::invalid_argument) << key;
    }
}

TYPED_TEST(PageRequest, RefusesAnExpressionValue) {
    const auto clause = filter("n"_a > std::numeric_limits<double>::infinity());
    const detail::expression::statement<item, decltype(clause)> expressions(clause);
    const failure why = not_encoded(TypeParam{.table_name = "t", .expressions = expressions});
    EXPECT_EQ(why.cause(), errc::not_a_number);
    EXPECT_EQ(why.diagnostics().attribute_path, "n");
}

}  // namespace
}  // namespace dynaco::page_request_test
