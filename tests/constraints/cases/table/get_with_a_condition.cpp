// first-error: get\(\) takes the hash key, the range key if the table has one
// most-lines: 18
#include "../models.hpp"

auto f(table<Account> accounts) { return accounts.get("1", when("balance"_a > 1)); }
