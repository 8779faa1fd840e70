// first-error: takes the key, then actions
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts) { co_await accounts.update("1", "balance"_a.set(1), 5); }
