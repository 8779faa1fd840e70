// expect-ok
// only: gcc>=13
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts) {
    co_await accounts.save({.account_id = "1", .email = "a"});
    co_await accounts.save(Account{.account_id = "2"});
}
