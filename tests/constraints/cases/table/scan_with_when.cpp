// first-error: when\(condition\) is for writes: use filter\(condition\) in a query or scan
// most-lines: 15
#include "../models.hpp"

auto f(table<Account> accounts) { return accounts.scan(when("balance"_a > 1)); }
