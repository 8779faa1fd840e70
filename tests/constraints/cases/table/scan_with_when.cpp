// first-error: when\(condition\) is for writes
// most-lines: 15
#include "../models.hpp"

auto f(table<Account> accounts) { return accounts.scan(when("balance"_a > 1)); }
