#include "support/local_table.hpp"

#include <array>
#include <string>
#include <vector>

/// Every operation as the client itself sends it: items and values, failures as results.
namespace dynaco::test::operations_test {
namespace {

struct account {
    std::string id{};
    int balance = 0;

    static constexpr dynaco::schema schema{.table_name = "accounts", .hash_key = "id"};
};

item key(const char* id) { return item{{"id", value(id)}}; }

class Operations : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(Operations);

TEST_P(Operations, PutGetDelete) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const std::string& name = accounts.table_name();
        item stored = key("1");
        stored["balance"] = value(5);
        const auto first = co_await db.execute(put_item{.table_name = name, .item = stored});
        EXPECT_FALSE(first.attributes.has_value());
        const auto second = co_await db.execute(put_item{.table_name = name,
                                                         .item = stored,
                                                         .returned = return_values::all_old,
                                                         .report_capacity = report_capacity::total});
        EXPECT_EQ(second.attributes, stored);
        EXPECT_GT(second.capacity.value().capacity_units, 0);
        const item one = key("1");
        const auto got = co_await db.send(get_item{.table_name = name, .key = one, .consistent_read = true});
        EXPECT_EQ(got.value().item, stored);
        const auto gone = co_await db.execute(
            delete_item{.table_name = name, .key = one, .returned = return_values::all_old});
        EXPECT_EQ(gone.attributes, stored);
        const auto none = co_await db.send(get_item{.table_name = name, .key = one, .consistent_read = true});
        EXPECT_FALSE(none.value().item.has_value());
    });
}

TEST_P(Operations, UpdateWithReturnedValues) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const item one = key("1");
        const auto action = "balance"_a.add(5);
        const detail::expression::update_clause<std::remove_const_t<decltype(action)>> clause(action);
        const detail::expression::statement<account, std::remove_const_t<decltype(clause)>> statement(clause);
        const auto made = co_await db.execute(update_item{.table_name = accounts.table_name(),
                                                          .key = one,
                                                          .expressions = statement,
                                                          .returned = return_values::updated_new});
        EXPECT_EQ(made.attributes.value().at("balance").get<number>(), number(5));
    });
}

TEST_P(Operations, BatchesQueryAndScan) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        std::vector<std::string> requests;
        std::vector<std::string> keys;
        for (int i = 0; i < 10; ++i) {
            const std::string id = std::to_string(i);
            requests.push_back(batch_write_item::put_request(account{.id = id, .balance = i}).value());
            keys.push_back(batch_get_item::encode_key(key(id.c_str())).value());
        }
        const std::array<batch_writes, 1> writes{
            {{.table_name = accounts.table_name(), .requests = requests}}};
        const auto written = co_await db.execute(batch_write_item{.tables = writes});
        EXPECT_TRUE(written.unprocessed.empty());
        const std::array<batch_keys, 1> reads{{{.table_name = accounts.table_name(), .keys = keys}}};
        const auto read = co_await db.execute(batch_get_item{.tables = reads});
        EXPECT_EQ(read.tables.at(0).items.size(), 10u);
        const auto page = co_await db.execute(scan{.table_name = accounts.table_name(), .limit = 4});
        EXPECT_EQ(page.items.size(), 4u);
        EXPECT_FALSE(page.page.last_evaluated_key.empty());
        const auto rest = co_await db.execute(
            scan{.table_name = accounts.table_name(), .exclusive_start_key = page.page.last_evaluated_key});
        EXPECT_EQ(rest.items.size(), 6u);
        const std::string_view hash = "3";
        const detail::expression::no_condition any;
        using key_clause =
            detail::expression::key_clause<account, std::string_view, detail::expression::no_condition>;
        const key_clause condition(hash, any);
        const detail::expression::statement<account, key_clause> statement(condition);
        const auto found =
            co_await db.execute(query{.table_name = accounts.table_name(), .expressions = statement});
        EXPECT_EQ(found.items.at(0).at("balance").get<number>(), number(3));
    });
}

TEST_P(Operations, FailuresAreResults) {
    run([](client db) -> awaitable<void> {
        const item one = key("1");
        const auto got = co_await db.send(get_item{.table_name = "dynaco-no-such-table", .key = one});
        EXPECT_FALSE(got.has_value());
        EXPECT_EQ(got.error().cause(), errc::resource_not_found);
        const failure thrown =
            co_await failure_of(db.execute(describe_table{.table_name = "dynaco-no-such-table"}));
        EXPECT_EQ(thrown.cause(), errc::resource_not_found);
        const auto deleted = co_await db.send(delete_table{.table_name = "dynaco-no-such-table"});
        EXPECT_EQ(deleted.error().cause(), errc::resource_not_found);
    });
}

TEST_P(Operations, CreateAndDeleteTable) {
    run([](client db) -> awaitable<void> {
        const local_table<account> accounts(db);  // for its name and its end
        const create_table create{.table_name = accounts.table_name(), .hash_key = {.name = "id"}};
        const table_description made = co_await db.execute(create);
        EXPECT_EQ(made.name, accounts.table_name());
        static_cast<void>(co_await accounts.create());
        const auto again = co_await db.send(create);
        EXPECT_EQ(again.error().cause(), errc::resource_in_use);
        const table_description doomed =
            co_await db.execute(delete_table{.table_name = accounts.table_name()});
        EXPECT_EQ(doomed.name, accounts.table_name());
    });
}

}  // namespace
}  // namespace dynaco::test::operations_test
