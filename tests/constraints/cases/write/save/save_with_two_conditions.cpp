// first-error: a write can have one when\(condition\) and one returning
#include "../../versioned.hpp"

awaitable<void> f(const table<Account>& accounts, const Account& a) {
    (void)co_await accounts.save(a, when("balance"_a == 1), when("email"_a == "a"));
}
