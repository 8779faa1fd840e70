#include "support/local_table.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <string>
#include <vector>

/// Transactions: all or nothing, conflicting items, repeated tokens, consistent reads. dynalite has no
/// transactions.
namespace dynaco::test::transaction_test {
namespace {

namespace asio = boost::asio;

struct account {
    std::string account_id{};
    std::int64_t balance = 0;
    std::string note{};

    static constexpr dynaco::schema schema{.table_name = "accounts", .hash_key = "account_id"};
};
struct balance_view {
    std::int64_t balance = 0;
};
struct order {
    std::string order_id{};
    std::string item_id{};
    int quantity = 0;

    static constexpr dynaco::schema schema{
        .table_name = "orders", .hash_key = "order_id", .range_key = "item_id"};
};
struct document {
    std::string id{};
    std::string text{};
    int version = 0;

    static constexpr dynaco::schema schema{.table_name = "documents", .hash_key = "id", .version = "version"};
};

class Transaction : public LocalServer {};
DYNACO_ON_MAIN_SERVER(Transaction);

std::string id_of(std::size_t i) { return std::to_string(i); }

awaitable<void> open_accounts(table<account> accounts, std::size_t count, std::int64_t balance) {
    auto batch = accounts.batch_write();
    for (std::size_t i = 0; i < count; ++i) {
        const account each{.account_id = id_of(i), .balance = balance};
        co_await batch.save(each);
    }
    co_await batch.flush();
}

TEST_P(Transaction, WritesToSeveralTablesOrToNone) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const auto orders = co_await make_table<order>(db);
        co_await open_accounts(accounts, 3, 10);
        const order placed{.order_id = "o", .item_id = "i", .quantity = 1};

        transact_write tx(db);
        tx.save(orders, placed, when("order_id"_a.not_exists()));
        tx.update(accounts, "0", "balance"_a.add(-5), when("balance"_a >= 5));
        tx.remove(accounts, "1");
        tx.check(accounts, "2", when("balance"_a == 10));
        const auto done = co_await tx.try_commit();
        EXPECT_TRUE(static_cast<bool>(done));
        const auto saved = co_await orders.get("o", "i", {.consistent_read = true});
        EXPECT_EQ(saved.value().quantity, 1);
        const auto paid = co_await accounts.get("0", {.consistent_read = true});
        EXPECT_EQ(paid.value().balance, 5);
        const auto removed = co_await accounts.get("1", {.consistent_read = true});
        EXPECT_FALSE(removed);

        transact_write again(db);
        again.update(accounts, "0", "balance"_a.add(-5), when("balance"_a >= 5));
        again.save(orders, placed, when("order_id"_a.not_exists()));
        const auto refused = co_await again.try_commit();
        EXPECT_FALSE(static_cast<bool>(refused));
        const auto unpaid = co_await accounts.get("0", {.consistent_read = true});
        EXPECT_EQ(unpaid.value().balance, 5);
    });
}

TEST_P(Transaction, TellsWhichStatementsStoodInTheWayAndTheirItems) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const auto orders = co_await make_table<order>(db);
        co_await open_accounts(accounts, 4, 10);
        const order placed{.order_id = "o", .item_id = "i", .quantity = 7};
        co_await orders.save(placed);

        transact_write tx(db);
        const auto fine = tx.update(accounts, "0", "balance"_a.add(1), when("balance"_a == 10));
        const auto taken = tx.update(accounts, "1", "balance"_a.add(-50), when("balance"_a >= 50));
        const auto exists = tx.save(orders, placed, when("order_id"_a.not_exists()));
        const auto missing = tx.check(accounts, "9", when("balance"_a > 0));
        const auto quiet = tx.remove(accounts, "2", when("balance"_a == 0), {.return_existing = false});
        const auto unconditional = tx.remove(accounts, "3");
        const auto done = co_await tx.try_commit();
        EXPECT_FALSE(static_cast<bool>(done));
        std::vector<std::size_t> statements;
        for (const transaction_reason& each : done.reasons()) statements.push_back(each.statement());
        const std::vector<std::size_t> expected{taken.index(), exists.index(), missing.index(),
                                                quiet.index()};
        EXPECT_EQ(statements, expected);
        EXPECT_FALSE(static_cast<bool>(done.reason(fine)));
        EXPECT_FALSE(static_cast<bool>(done.reason(unconditional)));
        EXPECT_EQ(done.existing(taken).value().account_id, "1");
        EXPECT_EQ(done.existing(taken).value().balance, 10);
        EXPECT_EQ(done.existing(exists).value().quantity, 7);
        EXPECT_FALSE(done.existing(missing));
        EXPECT_FALSE(done.existing(quiet));
    });
}

TEST_P(Transaction, AnErrorOfTheRequestIsAnException) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account words{.account_id = "1", .note = "words"};
        co_await accounts.save(words);
        transact_write tx(db);
        tx.remove(accounts, "0");
        tx.update(accounts, "1", attribute("note").add(1));  // a string
        const failure why = co_await failure_of(tx.commit());
        EXPECT_TRUE(why.cause() == errc::transaction_canceled || why.cause() == errc::validation_failed)
            << why.text();
        const auto untouched = co_await accounts.get("1", {.consistent_read = true});
        EXPECT_EQ(untouched.value().note, "words");
    });
}

TEST_P(Transaction, ATokenThatIsRepeatedHasNoSecondEffect) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        co_await open_accounts(accounts, 1, 10);
        const std::string token = accounts.table_name().substr(accounts.table_name().size() - 30);
        for (int i = 0; i < 2; ++i) {
            transact_write tx(db, {.client_request_token = token});
            tx.update(accounts, "0", "balance"_a.add(-5));
            const auto done = co_await tx.try_commit();
            EXPECT_TRUE(static_cast<bool>(done));
        }
        const auto once = co_await accounts.get("0", {.consistent_read = true});
        EXPECT_EQ(once.value().balance, 5);

        transact_write other(db, {.client_request_token = token});
        other.update(accounts, "0", "balance"_a.add(-1));
        const failure why = co_await failure_of(other.commit());
        EXPECT_EQ(why.cause(), errc::idempotent_parameter_mismatch);
    });
}

TEST_P(Transaction, TakesAHundredStatementsAndReadsThemBack) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        transact_write tx(db);
        for (std::size_t i = 0; i < 100; ++i)
            tx.save(accounts, account{.account_id = id_of(i), .balance = static_cast<std::int64_t>(i)});
        const auto done = co_await tx.try_commit();
        EXPECT_TRUE(static_cast<bool>(done));

        transact_get reads(db);
        std::vector<transaction_read<balance_view>> balances;
        for (std::size_t i = 100; i-- > 0;) balances.push_back(reads.get<balance_view>(accounts, id_of(i)));
        co_await reads.fetch();
        for (std::size_t k = 0; k < 100; ++k)
            EXPECT_EQ(balances[k].value().value().balance, static_cast<std::int64_t>(99 - k));

        transact_write many(db);
        for (std::size_t i = 0; i < 101; ++i) many.remove(accounts, id_of(i));
        const failure why = co_await failure_of(many.commit());
        EXPECT_EQ(why.cause(), errc::invalid_argument);
    });
}

TEST_P(Transaction, WritesAndReadsManyLargeItems) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        transact_write tx(db);
        const std::string text(300'000, 'x');
        for (std::size_t i = 0; i < 13; ++i) tx.save(accounts, account{.account_id = id_of(i), .note = text});
        const auto done = co_await tx.try_commit();
        EXPECT_TRUE(static_cast<bool>(done));
        transact_get reads(db);
        std::vector<transaction_read<account>> notes;
        for (std::size_t i = 0; i < 13; ++i) notes.push_back(reads.get(accounts, id_of(i)));
        co_await reads.fetch();
        for (const auto& each : notes) EXPECT_EQ(each.value().value().note, text);

        transact_write large(db);
        for (std::size_t i = 0; i < 14; ++i)
            large.save(accounts, account{.account_id = id_of(i), .note = text});
        const failure why = co_await failure_of(large.commit());
        EXPECT_EQ(why.cause(), errc::invalid_argument);
    });
}

TEST_P(Transaction, ReadsModelsAndViewsOfSeveralTables) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const auto orders = co_await make_table<order>(db);
        co_await open_accounts(accounts, 2, 10);
        const order placed{.order_id = "o", .item_id = "i", .quantity = 7};
        co_await orders.save(placed);

        transact_get reads(db);
        const auto whole = reads.get(accounts, "0");
        const auto view = reads.get<balance_view>(accounts, "1");
        const auto none = reads.get(accounts, "9");
        const auto found = reads.get(orders, "o", "i");
        co_await reads.fetch();
        EXPECT_EQ(whole.value().value().account_id, "0");
        EXPECT_EQ((*view).value().balance, 10);
        EXPECT_FALSE(*none);
        EXPECT_EQ((*found).value().quantity, 7);
        transact_write tx(db);
        tx.update(accounts, "0", "balance"_a.add(1));
        const auto done = co_await tx.try_commit();
        EXPECT_TRUE(static_cast<bool>(done));
        co_await reads.fetch();
        EXPECT_EQ(whole.value().value().balance, 11);
    });
}

TEST_P(Transaction, VersionsDecideBetweenTwoWriters) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        document mine{.id = "1", .text = "a"};
        transact_write first(db);
        first.save(documents, mine);
        const auto made = co_await first.try_commit();
        EXPECT_TRUE(static_cast<bool>(made));
        EXPECT_EQ(mine.version, 1);

        document theirs = mine;
        transact_write second(db);
        second.update(documents, mine, "text"_a.set("b"));
        const auto changed = co_await second.try_commit();
        EXPECT_TRUE(static_cast<bool>(changed));
        EXPECT_EQ(mine.version, 2);

        transact_write late(db);
        theirs.text = "c";
        const auto saved = late.save(documents, theirs);
        const auto refused = co_await late.try_commit();
        EXPECT_FALSE(static_cast<bool>(refused));
        EXPECT_EQ(theirs.version, 1);
        EXPECT_EQ(refused.existing(saved).value().text, "b");

        transact_write last(db);
        last.check(documents, mine);
        const auto unchanged = co_await last.try_commit();
        EXPECT_TRUE(static_cast<bool>(unchanged));
        transact_write end(db);
        end.remove(documents, mine);
        const auto removed = co_await end.try_commit();
        EXPECT_TRUE(static_cast<bool>(removed));
        const auto gone = co_await documents.get("1", {.consistent_read = true});
        EXPECT_FALSE(gone);
    });
}

// Whether the next attempt may succeed, because another transaction was running.
bool in_conflict(const error& e) {
    return e.cause() == errc::transaction_conflict || e.cause() == errc::transaction_in_progress ||
           canceled_only_by(errc::transaction_conflict, e.diagnostics().cancellation_reasons);
}

constexpr std::size_t account_count = 4;
constexpr std::int64_t opening_balance = 100;

struct bank {
    client db;
    table<account> accounts;
    asio::steady_timer all_done;  // cancelled when the last coroutine ends
    int open = 0;                 // coroutines under way
    int applied = 0;
    int refused = 0;
    int bad_sums = 0;
    std::exception_ptr thrown{};
};

// Moves `amount` from one account to another, if the balance is sufficient.
awaitable<bool> move_money(bank& b, std::size_t from, std::size_t to, int amount) {
    for (;;) {
        transact_write tx(b.db);
        tx.update(b.accounts, id_of(from), "balance"_a.add(-amount), when("balance"_a >= amount));
        tx.update(b.accounts, id_of(to), "balance"_a.add(amount));
        try {
            const auto done = co_await tx.try_commit();
            co_return static_cast<bool>(done);
        } catch (const error& e) {
            if (!in_conflict(e)) throw;
        }
        co_await b.db.pause(std::chrono::milliseconds(5));
    }
}

awaitable<void> mover(bank& b, std::size_t number) {
    for (std::size_t round = 0; round < 8; ++round) {
        const std::size_t from = (number + round) % account_count;
        const std::size_t to = (from + 1 + round % (account_count - 1)) % account_count;
        const int amount = static_cast<int>(10 * (number % 5) + round + 1);
        const bool moved = co_await move_money(b, from, to, amount);
        ++(moved ? b.applied : b.refused);
    }
}

// All accounts at one moment: their sum never changes.
awaitable<void> auditor(bank& b) {
    for (int round = 0; round < 20; ++round) {
        transact_get reads(b.db);
        std::vector<transaction_read<balance_view>> balances;
        for (std::size_t i = 0; i < account_count; ++i)
            balances.push_back(reads.get<balance_view>(b.accounts, id_of(i)));
        bool fetched = false;
        try {
            co_await reads.fetch();
            fetched = true;
        } catch (const error& e) {
            if (!in_conflict(e)) throw;
        }
        if (!fetched) continue;
        std::int64_t sum = 0;
        for (const auto& each : balances) sum += each.value().value().balance;
        if (sum != static_cast<std::int64_t>(account_count) * opening_balance) ++b.bad_sums;
    }
}

template <class Executor>
void start_in(bank& b, const Executor& executor, awaitable<void> work) {
    ++b.open;
    asio::co_spawn(executor, std::move(work), [&b](std::exception_ptr e) {
        if (e) b.thrown = std::move(e);
        if (--b.open == 0) b.all_done.cancel();
    });
}

TEST_P(Transaction, SixteenMoversKeepTheSum) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        co_await open_accounts(accounts, account_count, opening_balance);
        const auto executor = co_await asio::this_coro::executor;
        bank b{.db = db,
               .accounts = accounts,
               .all_done = asio::steady_timer(executor, asio::steady_timer::time_point::max())};
        for (std::size_t i = 0; i < 16; ++i) start_in(b, executor, mover(b, i));
        start_in(b, executor, auditor(b));
        boost::system::error_code canceled;
        co_await b.all_done.async_wait(asio::redirect_error(asio::use_awaitable, canceled));
        if (b.thrown) std::rethrow_exception(b.thrown);
        EXPECT_EQ(b.applied + b.refused, 16 * 8);
        EXPECT_GT(b.applied, 0);
        EXPECT_EQ(b.bad_sums, 0);
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < account_count; ++i) {
            const std::string id = id_of(i);
            const auto each = co_await accounts.get(id, {.consistent_read = true});
            EXPECT_GE(each.value().balance, 0);
            sum += each.value().balance;
        }
        EXPECT_EQ(sum, static_cast<std::int64_t>(account_count) * opening_balance);
    });
}

}  // namespace
}  // namespace dynaco::test::transaction_test
