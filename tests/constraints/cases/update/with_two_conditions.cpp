// first-error: only one when\(condition\)
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts) {
    (void)co_await accounts.update("1", "balance"_a.set(1), when("balance"_a > 1), when("balance"_a < 9));
}
