#include "unit/client/call_bench.hpp"
#include "unit/table/models.hpp"

#include <gtest/gtest.h>

#include <tuple>
#include <utility>

namespace dynaco::test::key_test {
namespace {

template <class Key>
std::string written(const Key& key) {
    return batch_get_item::encode_key(key).value();
}

TEST(Key, IsWrittenWithTheAttributesNames) {
    const std::string id = "1";
    EXPECT_EQ(written(detail::key_ref<account, std::string>(id)), R"({"id":{"S":"1"}})");
    EXPECT_EQ(written(detail::key_ref<account, char[3]>("\"2")), R"({"id":{"S":"\"2"}})");
    EXPECT_EQ(written(detail::key_ref<order, std::string, std::string_view>(id, "x")),
              R"({"order_id":{"S":"1"},"item_id":{"S":"x"}})");
}

TEST(Key, OfAnObject) {
    const account a{.account_id = "7"};
    EXPECT_EQ(written(detail::key_of(a)), R"({"id":{"S":"7"}})");
    const order o{.order_id = "1", .item_id = "2"};
    EXPECT_EQ(written(detail::key_of(o)), R"({"order_id":{"S":"1"},"item_id":{"S":"2"}})");
}

TEST(Key, InABatchIsAHashKeyOrAPair) {
    call_bench bench;
    const table<account> accounts{client(bench.loop)};
    const table<order> orders{client(bench.loop)};
    EXPECT_EQ(detail::encode_batch_key(accounts, std::string("1")).value(), R"({"id":{"S":"1"}})");
    const std::string pair = R"({"order_id":{"S":"1"},"item_id":{"S":"2"}})";
    EXPECT_EQ(detail::encode_batch_key(orders, std::pair<std::string, std::string>("1", "2")).value(), pair);
    EXPECT_EQ(detail::encode_batch_key(orders, std::tuple<const char*, std::string_view>("1", "2")).value(),
              pair);
}

}  // namespace
}  // namespace dynaco::test::key_test
