// first-error: dynaco: insert\(\) has its own condition \(no item has the key\)
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> t, const Account& a) { return t.insert(a, when("email"_a == "1")); }
