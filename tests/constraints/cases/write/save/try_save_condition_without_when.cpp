// first-error: dynaco: a write takes its condition in when
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> t, const Account& a) { return t.try_save(a, "email"_a == "1"); }
