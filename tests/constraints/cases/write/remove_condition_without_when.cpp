// first-error: dynaco: the condition of a write must be in when\(\.\.\.\)
// most-lines: 15
#include "../models.hpp"

auto f(table<Account> t) { return t.remove("1", "balance"_a == 1); }
