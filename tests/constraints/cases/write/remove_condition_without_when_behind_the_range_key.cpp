// first-error: dynaco: the condition of a write must be in when\(\.\.\.\)
// most-lines: 15
#include "../models.hpp"

auto f(table<Order> t) { return t.try_remove("1", "2", "quantity"_a == 1); }
