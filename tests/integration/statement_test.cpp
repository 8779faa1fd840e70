#include "support/local_table.hpp"

#include <dynaco/client.hpp>
#include <dynaco/partiql.hpp>

#include <set>
#include <string>
#include <vector>

/// PartiQL.
namespace dynaco::test::statement_test {
namespace {

struct order {
    std::string order_id{};
    std::string item_id{};
    int quantity = 0;
    std::vector<std::string> tags{};

    static constexpr dynaco::schema schema{
        .table_name = "orders", .hash_key = "order_id", .range_key = "item_id"};
};
struct quantity_of {
    std::string item_id{};
    int quantity = 0;
};

class Statements : public LocalServer {};
DYNACO_ON_MAIN_SERVER(Statements);

awaitable<void> fill(table<order> orders, int count) {
    for (int i = 0; i < count; ++i) {
        const order each{.order_id = "o", .item_id = std::to_string(i), .quantity = i, .tags = {"x"}};
        co_await orders.save(each);
    }
}

TEST_P(Statements, SelectIntoModelsAndViews) {
    run([](client db) -> awaitable<void> {
        const auto orders = co_await make_table<order>(db);
        co_await fill(orders, 3);
        const std::string from = " FROM \"" + orders.table_name() + "\" WHERE order_id = ?";
        auto rows = execute<order>(db, "SELECT *" + from, "o");
        const std::vector<order> all = co_await rows.collect();
        EXPECT_EQ(all.size(), 3u);
        EXPECT_EQ(all.at(2).quantity, 2);
        EXPECT_EQ(all.at(2).tags.size(), 1u);
        auto views = execute<quantity_of>(db, {.consistent_read = true},
                                          "SELECT item_id, quantity" + from + " AND item_id = ?", "o", "1");
        const auto one = co_await views.next();
        EXPECT_EQ(one.value().quantity, 1);
        const auto end = co_await views.next();
        EXPECT_FALSE(end);
        auto items = execute<item>(db, "SELECT *" + from, std::string("none"));
        const auto nothing = co_await items.next_page();
        EXPECT_FALSE(nothing);
    });
}

TEST_P(Statements, RowsComeInPages) {
    run([](client db) -> awaitable<void> {
        const auto orders = co_await make_table<order>(db);
        co_await fill(orders, 7);
        const std::string select = "SELECT * FROM \"" + orders.table_name() + "\" WHERE order_id = ?";
        auto rows = execute<order>(db, {.page_size = 3}, select, "o");
        std::set<std::string> seen;
        const auto first = co_await rows.next_page();
        for (const order& each : first.value()) seen.insert(each.item_id);
        EXPECT_LT(seen.size(), 7u);
        auto rest = execute<order>(db, {.next_token = rows.next_token()}, select, "o");
        while (auto each = co_await rest.next()) seen.insert(each->item_id);
        EXPECT_EQ(seen.size(), 7u);
    });
}

TEST_P(Statements, WritesGiveVerdicts) {
    run([](client db) -> awaitable<void> {
        const auto orders = co_await make_table<order>(db);
        const std::string name = '"' + orders.table_name() + '"';
        const std::string insert =
            "INSERT INTO " + name + " VALUE {'order_id': ?, 'item_id': ?, 'quantity': ?, 'tags': ?}";
        const std::vector<std::string> tags{"a?", "b"};
        const auto made = co_await try_execute(db, insert, "o", "1", 5, tags);
        EXPECT_TRUE(made);
        const auto again = co_await try_execute(db, insert, "o", "1", 6, tags);
        EXPECT_FALSE(again);
        const std::string update =
            "UPDATE " + name + " SET quantity = ? WHERE order_id = ? AND item_id = ? AND quantity = ?";
        const auto changed = co_await try_execute(db, update, 7, "o", "1", 5);
        EXPECT_TRUE(changed);
        const auto refused = co_await try_execute(db, update, 8, "o", "1", 5);
        EXPECT_FALSE(refused);
        const auto stored = co_await orders.get("o", "1", {.consistent_read = true});
        EXPECT_EQ(stored.value().quantity, 7);
        EXPECT_EQ(stored.value().tags, tags);
        const auto gone =
            co_await try_execute(db, "DELETE FROM " + name + " WHERE order_id = ? AND item_id = ?", "o", "1");
        EXPECT_TRUE(gone);
        const auto left = co_await orders.get("o", "1", {.consistent_read = true});
        EXPECT_FALSE(left);
    });
}

TEST_P(Statements, ReturningGivesRows) {
    run([](client db) -> awaitable<void> {
        const auto orders = co_await make_table<order>(db);
        co_await fill(orders, 1);
        auto rows =
            execute<order>(db,
                           "UPDATE \"" + orders.table_name() +
                               "\" SET quantity = ? WHERE order_id = ? AND item_id = ? RETURNING ALL NEW *",
                           9, "o", "0");
        const auto row = co_await rows.next();
        EXPECT_EQ(row.value().quantity, 9);
    });
}

TEST_P(Statements, FailuresAreErrors) {
    run([](client db) -> awaitable<void> {
        auto rows = execute<item>(db, "SELECT * FROM \"dynaco-no-such-table\"");
        const failure missing = co_await failure_of(rows.next());
        EXPECT_EQ(missing.code(), condition::not_found);
        const failure nonsense = co_await failure_of(execute(db, "EXPLAIN ?", 1));
        EXPECT_EQ(nonsense.cause(), errc::validation_failed);
    });
}

TEST_P(Statements, ABatchAnswersEachStatement) {
    run([](client db) -> awaitable<void> {
        const auto orders = co_await make_table<order>(db);
        co_await fill(orders, 30);
        const std::string select =
            "SELECT * FROM \"" + orders.table_name() + "\" WHERE order_id = ? AND item_id = ?";
        statement_batch batch{db};
        for (int i = 0; i < 30; ++i) batch.add(select, "o", std::to_string(i));
        batch.add(select, "o", "none");
        const std::vector<statement_answer> answers = co_await batch.execute();
        EXPECT_EQ(answers.size(), 31u);
        for (int i = 0; i < 30; ++i)
            EXPECT_EQ(answers.at(static_cast<std::size_t>(i)).row<order>().value().quantity, i);
        EXPECT_TRUE(answers.back());
        EXPECT_FALSE(answers.back().row<order>());
    });
}

TEST_P(Statements, ABatchTellsWhichStatementFailed) {
    run([](client db) -> awaitable<void> {
        const auto orders = co_await make_table<order>(db);
        co_await fill(orders, 1);
        const std::string insert =
            "INSERT INTO \"" + orders.table_name() + "\" VALUE {'order_id': ?, 'item_id': ?}";
        statement_batch batch{db};
        batch.add(insert, "o", "0");
        batch.add(insert, "o", "new");
        const std::vector<statement_answer> answers = co_await batch.try_execute();
        EXPECT_FALSE(answers.at(0));
        EXPECT_EQ(answers.at(0).why().code(), condition::conflict);
        EXPECT_TRUE(answers.at(1));
        batch.add(insert, "o", "newer");
        batch.add(insert, "o", "0");
        const auto thrown = co_await as_result(batch.execute());
        EXPECT_FALSE(thrown.has_value());
        EXPECT_EQ(thrown.error().code(), condition::conflict);
        EXPECT_TRUE(thrown.error().diagnostics().cancellation_reasons.at(1));
        const auto newer = co_await orders.get("o", "newer", {.consistent_read = true});
        EXPECT_TRUE(newer.has_value());
    });
}

TEST_P(Statements, ATransactionIsAllOrNothing) {
    run([](client db) -> awaitable<void> {
        const auto orders = co_await make_table<order>(db);
        co_await fill(orders, 2);
        const std::string update = "UPDATE \"" + orders.table_name() +
                                   "\" SET quantity = ? WHERE order_id = ? AND item_id = ? AND quantity = ?";
        statement_transaction change{db};
        change.add(update, 10, "o", "0", 0);
        change.add(update, 11, "o", "1", 1);
        const auto done = co_await change.try_execute();
        EXPECT_TRUE(done);
        change.add(update, 20, "o", "0", 10);
        change.add(update, 21, "o", "1", 1);
        const auto refused = co_await change.try_execute();
        EXPECT_FALSE(refused);
        EXPECT_EQ(refused.answers().size(), 2u);
        EXPECT_EQ(refused.answers().at(1).why().cause(), errc::conditional_check_failed);
        const auto first = co_await orders.get("o", "0", {.consistent_read = true});
        EXPECT_EQ(first.value().quantity, 10);
    });
}

TEST_P(Statements, ATransactionReads) {
    run([](client db) -> awaitable<void> {
        const auto orders = co_await make_table<order>(db);
        co_await fill(orders, 2);
        statement_transaction reading{db};
        for (const char* id : {"1", "0"})
            reading.add("SELECT * FROM \"" + orders.table_name() + "\" WHERE order_id = ? AND item_id = ?",
                        "o", id);
        const std::vector<statement_answer> read = co_await reading.execute();
        EXPECT_EQ(read.at(0).row<order>().value().quantity, 1);
        EXPECT_EQ(read.at(1).row<order>().value().quantity, 0);
    });
}

}  // namespace
}  // namespace dynaco::test::statement_test
