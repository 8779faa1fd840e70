// The first tutorial: a table of accounts, from a plain struct to items in DynamoDB and back.
//
// Runs against the service at DYNACO_ENDPOINT (a local DynamoDB, say), or against AWS if that is not set.
#include <dynaco.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

namespace asio = boost::asio;
using namespace dynaco::literals;

struct Account {
    std::string account_id{};
    std::string primary_holder_email{};
    std::int64_t balance = 0;
    std::string create_time{};
    std::optional<std::string> description{};  // may be absent

    static constexpr dynaco::schema schema{
        .table_name = "tutorial-accounts",
        .hash_key = "account_id",
        .billing_mode = dynaco::billing_mode::pay_per_request,
    };
};

void print(const Account& a) {
    std::cout << "  " << a.account_id << "  " << a.primary_holder_email << "  balance " << a.balance
              << "  created " << a.create_time << "  " << a.description.value_or("(no description)") << '\n';
}

asio::awaitable<void> show(dynaco::table<Account> accounts, std::string account_id) {
    const std::optional<Account> found = co_await accounts.get(account_id);
    if (found)
        print(*found);
    else
        std::cout << "  there is no account " << account_id << '\n';
}

asio::awaitable<void> one_account(dynaco::table<Account> accounts) {
    std::cout << "Save one account and read it back:\n";
    Account alice{.account_id = "111-111-1111",
                  .primary_holder_email = "alice@example.com",
                  .create_time = "2000-01-01 10:00:00",
                  .description = "alice's account"};
    co_await accounts.save(alice);
    co_await show(accounts, "111-111-1111");

    std::cout << "Change one attribute:\n";
    co_await accounts.update("111-111-1111", "primary_holder_email"_a.set("bob@example.com"));
    co_await show(accounts, "111-111-1111");

    std::cout << "Add 1 to the balance, on the server:\n";
    co_await accounts.update("111-111-1111", "balance"_a.set("balance"_a + 1));
    co_await show(accounts, "111-111-1111");

    std::cout << "Save it anew, without a description: the old one is gone:\n";
    Account replacement{.account_id = "111-111-1111",
                        .primary_holder_email = "carol@example.com",
                        .balance = 10,
                        .create_time = "2000-01-01 11:00:00"};
    co_await accounts.save(replacement);
    co_await show(accounts, "111-111-1111");

    std::cout << "Save only what is not there yet:\n";
    const auto written = co_await accounts.try_save(alice, dynaco::when("account_id"_a.not_exists()));
    if (!written)
        std::cout << "  refused: it belongs to " << written.existing()->primary_holder_email << '\n';
}

asio::awaitable<void> many_accounts(dynaco::table<Account> accounts) {
    std::cout << "Save 30 accounts in bulk:\n";
    auto batch = accounts.batch_write();
    for (int i = 1; i <= 30; ++i) {
        const std::string day = (i < 10 ? "0" : "") + std::to_string(i);
        Account each{.account_id = "bulk-" + day,
                     .primary_holder_email = "holder" + day + "@example.com",
                     .balance = 100 * i,
                     .create_time = "2000-01-" + day + " 12:00:00"};
        co_await batch.save(each);
    }
    co_await batch.flush();
    const auto total = co_await accounts.scan().count();
    std::cout << "  the table has " << total << " accounts\n";

    std::cout << "Scan for those created on the 2nd and the 3rd:\n";
    auto recent =
        accounts.scan(dynaco::filter("create_time"_a.between("2000-01-01 23:59:59", "2000-01-03 23:59:59")));
    std::vector<Account> found = co_await recent.collect();
    std::sort(found.begin(), found.end(), [](auto& a, auto& b) { return a.create_time < b.create_time; });
    for (const Account& each : found) print(each);

    std::cout << "Delete all of them in bulk:\n";
    auto all = accounts.scan();
    while (const auto account = co_await all.next()) co_await batch.remove(account->account_id);
    co_await batch.flush();
    const auto left = co_await accounts.scan().count();
    std::cout << "  the table has " << left << " accounts\n";
}

asio::awaitable<void> tutorial(dynaco::client db) {
    dynaco::table<Account> accounts{db};
    const bool created = co_await accounts.create();  // no-op if it is there; waits until it is active
    std::cout << "The table " << accounts.table_name()
              << (created ? " was created.\n" : " was there already.\n");
    co_await one_account(accounts);
    co_await many_accounts(accounts);
    if (created) co_await accounts.delete_table();
}

int main() {
    try {
        asio::io_context io;
        const char* endpoint = std::getenv("DYNACO_ENDPOINT");
        dynaco::client db{io.get_executor(), {.endpoint = endpoint ? endpoint : ""}};
        std::exception_ptr failure;
        asio::co_spawn(io, tutorial(db), [&failure](std::exception_ptr e) { failure = e; });
        io.run();
        if (failure) std::rethrow_exception(failure);
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    return 0;
}
