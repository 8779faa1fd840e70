// first-error: dynaco: put this condition of a query or scan into filter
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> t) { return t.parallel_scan("balance"_a == 1); }
