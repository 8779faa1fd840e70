// first-error: dynaco: a write takes its condition in when
// most-lines: 15
#include "../models.hpp"

auto f(table<Account> t) { return t.remove("1", "balance"_a == 1); }
