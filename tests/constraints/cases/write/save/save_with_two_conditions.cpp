// first-error: a write takes one when[(]condition[)]
#include "../../versioned.hpp"

awaitable<void> f(const table<Account>& accounts, const Account& a) {
    (void)co_await accounts.save(a, when("balance"_a == 1), when("email"_a == "a"));
}
