// first-error: dynaco: the object.s type is not a model of this table
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> t, const Order& o) { return t.insert(o); }
