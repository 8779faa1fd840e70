// first-error: needs at least one action
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts) {
    (void)co_await accounts.update("1", when("balance"_a > 1));
}
