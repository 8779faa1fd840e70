// first-error: a write takes the object or key, then optionally when\(condition\), returning::\.\.\. and options such as \{\.return_existing = false\}
// most-lines: 15
#include "../models.hpp"

auto f(table<Account> accounts, const Account& alice) { return accounts.save(alice, dynaco::get_options{}); }
