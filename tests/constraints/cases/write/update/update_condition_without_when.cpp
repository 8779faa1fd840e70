// first-error: dynaco: the condition of a write must be in when\(\.\.\.\)
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> t) { return t.update("1", "email"_a.set("x"), "balance"_a == 1); }
