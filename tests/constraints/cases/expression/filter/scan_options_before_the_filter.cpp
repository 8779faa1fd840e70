// first-error: dynaco: options must be the last argument, and only once
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> t) { return t.scan({.limit = 1}, filter("balance"_a == 1)); }
