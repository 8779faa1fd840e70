// first-error: dynaco: insert.. has a condition of its own
// most-lines: 15
#include "../models.hpp"

auto f(table<Account> t, const Account& a) { return t.insert(a, "email"_a == "1"); }
