// first-error: dynaco: an attribute alone is not a condition
// most-lines: 15
#include "../models.hpp"

auto f(table<Account> t) { return t.remove("1", when("balance"_a)); }
