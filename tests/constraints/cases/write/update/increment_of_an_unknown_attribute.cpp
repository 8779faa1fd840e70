// first-error: the model does not have this attribute
#include "../../versioned.hpp"

awaitable<void> f(const table<Account>& accounts) { (void)co_await accounts.increment("1", "amount"_a, 1); }
