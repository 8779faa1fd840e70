#include "unit/operations/encoding.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::put_item_test {
namespace {

TEST(PutItem, EncodesAModel) {
    struct account {
        std::string account_id;
        std::optional<std::string> description;
    };
    const account a{.account_id = "1", .description = {}};
    EXPECT_EQ(encoded(put_item{.table_name = "t", .item = a}),
              R"({"TableName":"t","Item":{"account_id":{"S":"1"}}})");
}

TEST(PutItem, TakesAnItemOfExactly400KB) {
    const auto sized = [](std::size_t bytes) {
        return item{{"id", "1"}, {"text", std::string(bytes - 7, 'x')}};  // names 6 bytes, "1" one more
    };
    encoded(put_item{.table_name = "t", .item = sized(409600)});
    const failure why = not_encoded(put_item{.table_name = "t", .item = sized(409601)});
    EXPECT_EQ(why.cause(), errc::item_too_large);
    EXPECT_EQ(why.diagnostics().attribute_path, "");
}

}  // namespace
}  // namespace dynaco::put_item_test
