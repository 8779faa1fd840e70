// first-error: update\(\) needs at least one action
// most-lines: 18
#include "../models.hpp"

auto f(table<Account> accounts) { return accounts.update("1"); }
