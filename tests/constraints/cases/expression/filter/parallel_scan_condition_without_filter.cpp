// first-error: dynaco: a query or scan takes such a condition in filter
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> t) { return t.parallel_scan("balance"_a == 1); }
