// The code of docs/guide/retries.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <boost/asio.hpp>

namespace asio = boost::asio;
using namespace dynaco::literals;

namespace retries {

struct Account {
    std::string account_id{};
    std::int64_t balance = 0;

    static constexpr dynaco::schema schema{.table_name = "accounts", .hash_key = "account_id"};
};

dynaco::client make(asio::any_io_executor executor) {
    return dynaco::client(executor, {.retry = {.mode = dynaco::retry_mode::adaptive, .max_attempts = 6}});
}

asio::awaitable<void> payment(dynaco::client db, dynaco::item booking) {
    const dynaco::client once = db.with({.max_attempts = 2, .retry_ambiguous_writes = false});
    co_await once.execute(dynaco::put_item{.table_name = "bookings", .item = booking});
}

asio::awaitable<void> transfer(dynaco::client db, dynaco::table<Account> accounts) {
    dynaco::transact_write tx{db.with({.retry_transaction_conflicts = true})};
    tx.update(accounts, "alice", "balance"_a.add(-5), dynaco::when("balance"_a >= 5));
    tx.update(accounts, "bob", "balance"_a.add(5));
    co_await tx.commit();
}

}  // namespace retries
