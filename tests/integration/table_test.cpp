#include "support/local_table.hpp"

#include <string>
#include <vector>

/// Tables as a whole: create, describe, list, delete.
namespace dynaco::test::table_test {
namespace {

struct account {
    std::string account_id{};
    std::int64_t balance = 0;

    static constexpr dynaco::schema schema{.table_name = "accounts", .hash_key = "account_id"};
};

struct by_item {
    std::string item_id{};
    std::string order_id{};
    static constexpr dynaco::index_schema schema{.index_name = "by-item",
                                                 .hash_key = "item_id",
                                                 .range_key = "order_id",
                                                 .projection = dynaco::projection::keys_only};
};
struct by_quantity {
    std::string order_id{};
    std::int64_t quantity = 0;
    dynaco::number price{};
    static constexpr dynaco::index_schema schema{.index_name = "by-quantity",
                                                 .hash_key = "order_id",
                                                 .range_key = "quantity",
                                                 .projection = dynaco::projection::include,
                                                 .scope = dynaco::index_scope::local};
};
struct by_price {
    dynaco::number price{};
    static constexpr dynaco::index_schema schema{.index_name = "by-price", .hash_key = "price"};
};
struct order {
    std::string order_id{};
    std::string item_id{};
    std::int64_t quantity = 0;
    dynaco::number price{};

    static constexpr dynaco::schema schema{
        .table_name = "orders", .hash_key = "order_id", .range_key = "item_id"};
    using indexes = dynaco::indexes<by_item, by_quantity, by_price>;
};

class Table : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(Table);

TEST_P(Table, CreateIsANoOpTheSecondTime) {
    run([](client db) -> awaitable<void> {
        const local_table<account> accounts(db);
        bool there = co_await accounts.exists();
        EXPECT_FALSE(there);
        bool created = co_await accounts.create();
        EXPECT_TRUE(created);
        there = co_await accounts.exists();
        EXPECT_TRUE(there);
        created = co_await accounts.create();
        EXPECT_FALSE(created);
    });
}

TEST_P(Table, IsOfUseAsSoonAsItIsCreated) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const table_description about = co_await accounts.describe();
        EXPECT_EQ(about.status, table_status::active);
        const account alice{.account_id = "1"};
        co_await accounts.save(alice);
    });
}

TEST_P(Table, DescribesItsKeys) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const table_description about = co_await accounts.describe();
        EXPECT_EQ(about.name, accounts.table_name());
        EXPECT_EQ(about.hash_keys.size(), 1u);
        EXPECT_EQ(about.hash_keys.at(0).name, "account_id");
        EXPECT_EQ(about.hash_keys.at(0).type, attribute_type::S);
        EXPECT_TRUE(about.range_keys.empty());
        EXPECT_TRUE(about.indexes.empty());
        EXPECT_GT(about.created.time_since_epoch().count(), 0);
    });
}

TEST_P(Table, DescribesItsIndexes) {
    run([](client db) -> awaitable<void> {
        const auto orders = co_await make_table<order>(db);
        const table_description about = co_await orders.describe();
        EXPECT_EQ(about.range_keys.at(0).name, "item_id");
        EXPECT_EQ(about.indexes.size(), 3u);
        for (const index_description& index : about.indexes) {
            if (index.name == "by-item") {
                EXPECT_EQ(index.scope, index_scope::global);
                EXPECT_EQ(index.projection, projection::keys_only);
                EXPECT_EQ(index.range_keys.at(0).name, "order_id");
            } else if (index.name == "by-quantity") {
                EXPECT_EQ(index.scope, index_scope::local);
                EXPECT_EQ(index.projection, projection::include);
                EXPECT_EQ(index.range_keys.at(0).type, attribute_type::N);
            } else {
                EXPECT_EQ(index.name, "by-price");
                EXPECT_EQ(index.projection, projection::all);
                EXPECT_EQ(index.hash_keys.at(0).type, attribute_type::N);
                EXPECT_TRUE(index.range_keys.empty());
            }
        }
    });
}

TEST_P(Table, DeleteTellsWhetherThereWasOne) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        bool gone = co_await accounts.delete_table();
        EXPECT_TRUE(gone);
        gone = co_await accounts.delete_table();
        EXPECT_FALSE(gone);
        const bool there = co_await accounts.exists();
        EXPECT_FALSE(there);
        const bool again = co_await accounts.create();
        EXPECT_TRUE(again);
    });
}

TEST_P(Table, MissingOneIsAnErrorThatSaysWhatToDo) {
    run([](client db) -> awaitable<void> {
        const table<account> accounts(db, "dynaco-no-such-table");
        const failure got = co_await failure_of(accounts.get("1"));
        EXPECT_TRUE(got.code() == condition::not_found);
        EXPECT_EQ(got.diagnostics().operation, "GetItem");
        EXPECT_EQ(got.diagnostics().table, "dynaco-no-such-table");
        EXPECT_EQ(got.diagnostics().http_status, 400);
        EXPECT_NE(got.text().find("GetItem on table \"dynaco-no-such-table\""), std::string::npos)
            << got.text();
        EXPECT_NE(got.text().find("create it with table<T>::create()"), std::string::npos) << got.text();

        const failure described = co_await failure_of(accounts.describe());
        EXPECT_EQ(described.cause(), errc::resource_not_found);
        auto scan = accounts.scan();
        const failure scanned = co_await failure_of(scan.next());
        EXPECT_EQ(scanned.cause(), errc::resource_not_found);
        EXPECT_EQ(scanned.diagnostics().operation, "Scan");
        const account alice{.account_id = "1"};
        const failure saved = co_await failure_of(accounts.save(alice));
        EXPECT_EQ(saved.cause(), errc::resource_not_found);
        const failure judged = co_await failure_of(accounts.save(alice, when("balance"_a > 1)));
        EXPECT_EQ(judged.cause(), errc::resource_not_found);
        auto batch = accounts.batch_write();
        co_await batch.save(alice);
        const failure flushed = co_await failure_of(batch.flush());
        EXPECT_EQ(flushed.cause(), errc::resource_not_found);
        EXPECT_EQ(batch.pending(), 1u);
        EXPECT_EQ(batch.pending_saves().at(0).account_id, "1");
    });
}

TEST_P(Table, ListsTablesPageByPage) {
    run([](client db) -> awaitable<void> {
        const auto first = co_await make_table<account>(db);
        const auto second = co_await make_table<account>(db);
        std::vector<std::string> names;
        std::string last;
        do {
            const auto page =
                co_await db.execute(list_tables{.exclusive_start_table_name = last, .limit = 1});
            EXPECT_LE(page.table_names.size(), 1u);
            names.insert(names.end(), page.table_names.begin(), page.table_names.end());
            last = page.last_evaluated_table_name;
        } while (!last.empty());
        EXPECT_EQ(std::count(names.begin(), names.end(), first.table_name()), 1);
        EXPECT_EQ(std::count(names.begin(), names.end(), second.table_name()), 1);
    });
}

}  // namespace
}  // namespace dynaco::test::table_test
