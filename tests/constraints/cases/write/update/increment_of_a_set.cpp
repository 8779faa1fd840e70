// first-error: takes a number that is a member of the model itself
#include "../../versioned.hpp"

awaitable<void> f(const table<Account>& accounts) { (void)co_await accounts.increment("1", "roles"_a, 1); }
