// first-error: dynaco: the object is of another model
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> t, const Order& o) { return t.insert(o); }
