// first-error: dynaco: an attribute alone is not a condition
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> t) { return t.scan(filter("balance"_a)); }
