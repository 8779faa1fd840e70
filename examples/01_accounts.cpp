// The first tutorial: a table of accounts, step by step.
//
// Runs against the service at DYNACO_ENDPOINT, for example a local DynamoDB. If that is not set, it runs
// against AWS.
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

// The model is a plain struct. Its schema names the table and the member that is the key.
struct Account {
    std::string account_id{};
    std::string primary_holder_email{};
    std::int64_t balance = 0;  // the default of new accounts
    std::string create_time{};
    std::optional<std::string> description{};  // optional attribute

    static constexpr dynaco::schema schema{
        .table_name = "tutorial-accounts",
        .hash_key = "account_id",
        .billing_mode = dynaco::billing_mode::pay_per_request,
    };
};

// Prints all attributes as a map.
void print(const Account& account) { std::cout << "  " << dynaco::to_json(account) << '\n'; }

asio::awaitable<void> show(dynaco::table<Account> accounts, std::string account_id) {
    const std::optional<Account> found = co_await accounts.get(account_id);
    if (found)
        print(*found);
    else
        std::cout << "  there is no account " << account_id << '\n';
}

asio::awaitable<void> save_and_query(dynaco::table<Account> accounts) {
    std::cout << "Save an account:\n";
    const Account alice{.account_id = "111-111-1111",
                        .primary_holder_email = "alice@example.com",
                        .create_time = "2000-01-01 10:00:00",
                        .description = "alice's account"};
    co_await accounts.save(alice);

    std::cout << "Query it by its hash key:\n";
    auto query = accounts.query("111-111-1111");
    while (const auto account = co_await query.next()) {
        std::cout << "  " << account->primary_holder_email << '\n';  // one value
        print(*account);                                             // all attributes
    }
}

asio::awaitable<void> change(dynaco::table<Account> accounts) {
    std::cout << "Update two attributes in one call:\n";
    co_await accounts.update("111-111-1111", "primary_holder_email"_a.set("bob@example.com"),
                             "description"_a.set("bob's account"));
    co_await show(accounts, "111-111-1111");

    // The server adds. No addition is lost if several programs add at the same time.
    std::cout << "Add 1 to the balance on the server:\n";
    co_await accounts.update("111-111-1111", "balance"_a.set("balance"_a + 1));
    co_await show(accounts, "111-111-1111");

    // This can lose an addition: if two programs read 1 at the same time, both save 2. A version prevents
    // that. Add a member `int version = 0;` and `.version = "version"` to the schema: then the second save
    // throws condition::conflict, and its program reads again.
    std::cout << "Add 1 to the balance by reading and saving:\n";
    std::optional<Account> account = co_await accounts.get("111-111-1111");
    if (account) {
        account->balance += 1;
        co_await accounts.save(*account);
    }
    co_await show(accounts, "111-111-1111");

    std::cout << "Replace the account with one without a description. The old description is removed:\n";
    const Account carol{.account_id = "111-111-1111",
                        .primary_holder_email = "carol@example.com",
                        .create_time = "2000-01-01 11:00:00"};
    co_await accounts.save(carol);
    co_await show(accounts, "111-111-1111");
}

asio::awaitable<void> many(dynaco::table<Account> accounts) {
    std::cout << "Save three accounts in bulk:\n";
    struct Row {
        const char* account_id;
        const char* email;
        const char* create_time;
    };
    constexpr Row rows[] = {
        {"222-222-2222", "david@example.com", "2000-01-02 12:00:00"},
        {"333-333-3333", "erin@example.com", "2000-01-03 12:00:00"},
        {"444-444-4444", "frank@example.com", "2000-01-04 12:00:00"},
    };
    auto batch = accounts.batch_write();  // sends up to 25 writes in one request
    for (const Row& row : rows) {
        const Account account{.account_id = row.account_id,
                              .primary_holder_email = row.email,
                              .create_time = row.create_time};  // the balance is the default
        co_await batch.save(account);
    }
    co_await batch.flush();  // sends what is left
    const auto saved = co_await accounts.scan().count();
    std::cout << "  the table has " << saved << " accounts\n";

    std::cout << "Scan for the accounts that were created on January 2 and 3:\n";
    auto scan =
        accounts.scan(dynaco::filter("create_time"_a.between("2000-01-02 00:00:00", "2000-01-03 23:59:59")));
    std::vector<Account> found = co_await scan.collect();
    std::ranges::sort(found, {}, &Account::create_time);  // a scan has no order
    for (const Account& account : found) print(account);

    std::cout << "Delete in bulk the accounts that a scan finds:\n";
    auto old = accounts.scan(dynaco::filter("create_time"_a < "2000-01-04 00:00:00"));
    while (const auto account = co_await old.next()) co_await batch.remove(account->account_id);
    co_await batch.flush();
    const auto left = co_await accounts.scan().count();
    std::cout << "  " << left << " account is left:\n";
    co_await show(accounts, "444-444-4444");
}

asio::awaitable<void> tutorial(dynaco::client db) {
    dynaco::table<Account> accounts{db};
    const bool created = co_await accounts.create();  // does nothing if the table exists
    std::cout << "The table " << accounts.table_name()
              << (created ? " was created.\n" : " exists already.\n");
    co_await save_and_query(accounts);
    co_await change(accounts);
    co_await many(accounts);
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
