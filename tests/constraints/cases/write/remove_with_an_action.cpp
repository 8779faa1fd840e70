// first-error: a write takes the object or key, then optionally when\(condition\), returning::\.\.\. and options such as \{\.return_existing = false\}
// most-lines: 18
#include "../models.hpp"

auto f(table<Account> accounts) { return accounts.remove("1", "balance"_a.set(1)); }
