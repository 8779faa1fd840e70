#include "load/plan/key_order.hpp"

#include <gtest/gtest.h>

#include <string>

namespace key_order_test {
namespace {

using dynaco::loading::key_order;
using dynaco::loading::no_write;
using dynaco::loading::planned_write;
using dynaco::loading::same_key_policy;
using dynaco::loading::sequence_range;
using outcome = key_order::outcome;

std::vector<sequence_range> none;

TEST(KeyOrder, HoldsSuccessorUntilItsPredecessorIsSettled) {
    key_order order;
    const auto first = order.accept({.key = "a", .sequence = 0});
    EXPECT_EQ(first.what, outcome::ready);
    order.sent(first.id);
    const auto second = order.accept({.key = "a", .sequence = 1});
    EXPECT_EQ(second.what, outcome::held);
    EXPECT_NE(second.id, first.id);
    EXPECT_EQ(order.pending(), 2u);
    EXPECT_EQ(order.sent_count(), 1u);
    std::vector<sequence_range> superseded;
    EXPECT_EQ(order.settle(first.id, superseded), second.id);
    EXPECT_TRUE(superseded.empty());
    EXPECT_EQ(order.settle(second.id, superseded), no_write);
    EXPECT_EQ(order.pending(), 0u);
    EXPECT_EQ(order.find(0, "a"), no_write);
}

TEST(KeyOrder, ReplacesUnsentWriteInItsPlace) {
    key_order order;
    const auto first = order.accept({.key = "a", .sequence = 3, .bytes = 10});
    const auto second = order.accept({.key = "a", .sequence = 4, .bytes = 20});
    EXPECT_EQ(second.what, outcome::replaced);
    EXPECT_EQ(second.id, first.id);
    EXPECT_EQ(second.superseded.sequence, 3u);
    EXPECT_EQ(second.superseded.bytes, 10u);
    EXPECT_EQ(order[first.id].sequence, 4u);
    EXPECT_EQ(order[first.id].bytes, 20u);
    order.accept({.key = "a", .sequence = 5});
    order.accept({.key = "a", .sequence = 9});
    order.sent(first.id);
    std::vector<sequence_range> superseded;
    order.settle(first.id, superseded);
    EXPECT_EQ(superseded, (std::vector<sequence_range>{{3, 5}}));
}

TEST(KeyOrder, ReturnsRunsOfReplacedNumbers) {
    key_order order;
    for (const std::uint64_t sequence : {1u, 2u, 5u, 7u, 8u, 9u, 20u})
        order.accept({.key = "a", .sequence = sequence});
    std::vector<sequence_range> superseded;
    order.settle(order.find(0, "a"), superseded);
    EXPECT_EQ(superseded, (std::vector<sequence_range>{{7, 9}, {5, 5}, {1, 2}}));
}

TEST(KeyOrder, ReplacesHeldWrite) {
    key_order order;
    const auto first = order.accept({.key = "a", .sequence = 0});
    order.sent(first.id);
    const auto second = order.accept({.key = "a", .sequence = 1});
    const auto third = order.accept({.key = "a", .sequence = 2});
    EXPECT_EQ(third.what, outcome::replaced);
    EXPECT_EQ(third.id, second.id);
    std::vector<sequence_range> superseded;
    EXPECT_EQ(order.settle(first.id, superseded), second.id);
    EXPECT_TRUE(superseded.empty()) << "the replaced write is acknowledged with its replacement, not before";
    order.settle(second.id, superseded);
    EXPECT_EQ(superseded, (std::vector<sequence_range>{{1, 1}}));
}

TEST(KeyOrder, ReplacesLeftover) {
    key_order order;
    const auto first = order.accept({.key = "a", .sequence = 0});
    order.sent(first.id);
    order.returned(first.id);
    EXPECT_EQ(order.sent_count(), 0u);
    EXPECT_EQ(order.accept({.key = "a", .sequence = 1}).what, outcome::replaced);
}

TEST(KeyOrder, RefusesSecondUnsentWriteIfAsked) {
    key_order order(same_key_policy::refuse);
    const auto first = order.accept({.key = "a", .sequence = 0});
    EXPECT_EQ(order.accept({.key = "a", .sequence = 1}).what, outcome::refused);
    order.sent(first.id);
    EXPECT_EQ(order.accept({.key = "a", .sequence = 2}).what, outcome::held);
    EXPECT_EQ(order.accept({.key = "a", .sequence = 3}).what, outcome::refused);
    EXPECT_EQ(order.pending(), 2u);
}

TEST(KeyOrder, NeitherReplacesSingleWritesNorReplacesByThem) {
    key_order order;
    const auto put = order.accept({.key = "a", .sequence = 0});
    const auto update = order.accept({.key = "a", .sequence = 1, .single = true});
    const auto again = order.accept({.key = "a", .sequence = 2, .single = true});
    const auto last = order.accept({.key = "a", .sequence = 3});
    EXPECT_EQ(update.what, outcome::held);
    EXPECT_EQ(again.what, outcome::held);
    EXPECT_EQ(last.what, outcome::held);
    EXPECT_EQ(order.accept({.key = "a", .sequence = 4}).what, outcome::replaced);
    EXPECT_EQ(order.settle(put.id, none), update.id);
    EXPECT_EQ(order.settle(update.id, none), again.id);
    EXPECT_EQ(order.settle(again.id, none), last.id);
    EXPECT_EQ(order[last.id].sequence, 4u);
}

TEST(KeyOrder, KeepsTablesApart) {
    key_order order;
    EXPECT_EQ(order.accept({.key = "a", .sequence = 0, .table = 0}).what, outcome::ready);
    EXPECT_EQ(order.accept({.key = "a", .sequence = 1, .table = 1}).what, outcome::ready);
}

TEST(KeyOrder, UsesNumbersAgain) {
    key_order order;
    std::vector<std::string> keys;
    for (int i = 0; i < 1000; ++i) keys.push_back("key " + std::to_string(i));
    for (std::uint64_t round = 0; round < 50; ++round) {
        std::vector<dynaco::loading::write_id> ids;
        for (const std::string& key : keys) {
            const auto accepted = order.accept({.key = key, .sequence = round});
            ASSERT_EQ(accepted.what, outcome::ready) << key;
            ids.push_back(accepted.id);
        }
        // In another order each time, so that entries are removed from all places.
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const std::size_t at = i * 7919 % ids.size();
            ASSERT_EQ(order.find(0, keys[at]), ids[at]);
            order.settle(ids[at], none);
            ASSERT_EQ(order.find(0, keys[at]), no_write);
        }
    }
    EXPECT_EQ(order.id_limit(), keys.size());
}

}  // namespace
}  // namespace key_order_test
