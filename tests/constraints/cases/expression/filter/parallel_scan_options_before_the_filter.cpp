// first-error: dynaco: options are the last argument
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> t) { return t.parallel_scan({.segments = 1}, filter("balance"_a == 1)); }
