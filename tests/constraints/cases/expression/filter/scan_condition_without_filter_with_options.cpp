// first-error: dynaco: a query or scan takes such a condition in filter
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> t) { return t.scan("balance"_a == 1, {.limit = 1}); }
