// first-error: increment\(\) takes the key, a path such as
// most-lines: 18
#include "../../models.hpp"

auto f(table<Account> accounts) { return accounts.increment("1", "balance", 5); }
