// first-error: dynaco: an attribute alone is no condition
#include "../models.hpp"

auto f(table<Account> t) { return t.scan(filter("balance"_a)); }
