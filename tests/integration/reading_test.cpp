#include "support/local_table.hpp"

#include <string>
#include <vector>

/// The capacity that readers report and their limits; whether an item exists; reads through an index.
namespace dynaco::test::reading_test {
namespace {

struct by_item {
    std::string item_id{};
    static constexpr dynaco::index_schema schema{.index_name = "by-item", .hash_key = "item_id"};
};
struct order {
    std::string order_id{};
    std::string item_id{};
    int price = 0;
    std::string note{};

    static constexpr dynaco::schema schema{
        .table_name = "orders", .hash_key = "order_id", .range_key = "item_id"};
    using indexes = dynaco::indexes<by_item>;
};

awaitable<local_table<order>> make_orders(client db) {
    auto orders = co_await make_table<order>(db);
    auto batch = orders.batch_write();
    for (int i = 0; i < 30; ++i) {
        const order each{
            .order_id = "1", .item_id = "item-" + std::to_string(i), .price = 100 - i, .note = "note"};
        co_await batch.save(each);
    }
    co_await batch.flush();
    co_return orders;
}

class Reading : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(Reading);

TEST_P(Reading, AnItemIsThereOrNot) {
    run([](client db) -> awaitable<void> {
        const auto orders = co_await make_orders(db);
        const bool there = co_await orders.contains("1", "item-7");
        EXPECT_TRUE(there);
        const bool consistently = co_await orders.contains("1", "item-7", {.consistent_read = true});
        EXPECT_TRUE(consistently);
        const bool missing = co_await orders.contains("1", "item-77");
        EXPECT_FALSE(missing);
    });
}

TEST_P(Reading, CapacityIsSummedUp) {
    run([](client db) -> awaitable<void> {
        const auto orders = co_await make_orders(db);
        auto query = orders.query("1", {.page_size = 10, .report_capacity = report_capacity::total});
        const auto all = co_await query.collect();
        EXPECT_EQ(all.size(), 30u);
        EXPECT_EQ(query.consumed_capacity().table_name, orders.table_name());
        EXPECT_GE(query.consumed_capacity().capacity_units, 1.5);
        auto silent = orders.query("1");
        const auto again = co_await silent.collect();
        EXPECT_EQ(again.size(), 30u);
        EXPECT_EQ(silent.consumed_capacity().capacity_units, 0);
    });
}

TEST_P(Reading, PagesFetchedAheadAreTheSame) {
    run([](client db) -> awaitable<void> {
        const auto orders = co_await make_orders(db);
        std::vector<std::string> given[2];
        for (const bool prefetch : {false, true}) {
            auto query = orders.query("1", {.page_size = 4, .prefetch = prefetch});
            while (auto each = co_await query.next()) given[prefetch].push_back(each->item_id);
        }
        EXPECT_EQ(given[0].size(), 30u);
        EXPECT_EQ(given[0], given[1]);
    });
}

TEST_P(Reading, AnIndexThatHoldsEverythingIsReadIntoTheModel) {
    run([](client db) -> awaitable<void> {
        const auto orders = co_await make_orders(db);
        auto found = orders.index<by_item>().query<order>("item-3");
        const auto one = co_await found.collect();
        EXPECT_EQ(one.size(), 1u);
        EXPECT_EQ(one.front().note, "note");
    });
}

TEST_P(Reading, ATokenOfAnotherTableIsRefused) {
    run([](client db) -> awaitable<void> {
        const auto orders = co_await make_orders(db);
        const auto others = co_await make_table<order>(db);
        auto begun = orders.query("1", {.limit = 3});
        const auto three = co_await begun.collect();
        EXPECT_EQ(three.size(), 3u);
        const std::string token = begun.resume_token();
        auto rest = orders.query("1", {.resume_token = token});
        const auto count = co_await rest.count();
        EXPECT_EQ(count, 27u);
        auto wrong = others.query("1", {.resume_token = token});
        const failure refused = co_await failure_of(wrong.next());
        EXPECT_EQ(refused.cause(), errc::invalid_argument);
        EXPECT_EQ(refused.diagnostics().attempts, 0);
    });
}

}  // namespace
}  // namespace dynaco::test::reading_test
