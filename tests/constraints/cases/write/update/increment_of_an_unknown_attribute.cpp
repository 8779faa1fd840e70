// first-error: the model has no such attribute
#include "../../versioned.hpp"

awaitable<void> f(const table<Account>& accounts) { (void)co_await accounts.increment("1", "amount"_a, 1); }
