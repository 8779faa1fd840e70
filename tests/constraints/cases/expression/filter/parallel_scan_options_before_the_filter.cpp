// first-error: dynaco: pass the options once, as the last argument
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> t) { return t.parallel_scan({.segments = 1}, filter("balance"_a == 1)); }
