// The program of README.md, compiled as it is printed; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <boost/asio.hpp>

#include <iostream>

using namespace dynaco::literals;

struct Account {  // a plain struct is the model
    std::string account_id{};
    std::string email{};
    std::int64_t balance = 0;
    std::optional<std::string> description{};

    static constexpr dynaco::schema schema{.table_name = "accounts", .hash_key = "account_id"};
};

boost::asio::awaitable<void> tour(dynaco::client db) {
    dynaco::table<Account> accounts{db};
    co_await accounts.create();

    Account alice{.account_id = "1", .email = "alice@example.com"};
    co_await accounts.save(alice);
    co_await accounts.update("1", "balance"_a.set("balance"_a + 100));  // atomic, on the server

    std::optional<Account> found = co_await accounts.get("1");
    if (found) std::cout << found->email << " has " << found->balance << '\n';

    auto inserted = co_await accounts.try_insert(alice);  // insert() would throw here
    if (!inserted) std::cout << "there is " << inserted.existing()->email << '\n';

    auto rich = accounts.scan(dynaco::filter("balance"_a >= 100));
    while (auto account = co_await rich.next()) std::cout << account->account_id << '\n';
}

int main() {
    boost::asio::io_context io;
    dynaco::client db{io.get_executor(), {.region = "eu-west-1"}};
    boost::asio::co_spawn(io, tour(db), [](std::exception_ptr e) {
        if (e) std::rethrow_exception(e);
    });
    io.run();
}
