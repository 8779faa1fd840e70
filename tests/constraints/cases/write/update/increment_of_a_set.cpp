// first-error: increment\(\) works only for a number that is a direct member of the model
#include "../../versioned.hpp"

awaitable<void> f(const table<Account>& accounts) { (void)co_await accounts.increment("1", "roles"_a, 1); }
