// first-error: dynaco: the condition of a write must be in when\(\.\.\.\)
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> t, const Account& a) { return t.save(a, "email"_a == "1", {.ignore_version = true}); }
