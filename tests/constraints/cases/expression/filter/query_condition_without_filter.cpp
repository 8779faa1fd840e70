// first-error: dynaco: a query can have only one condition on the range key
// most-lines: 15
#include "../../models.hpp"

auto f(table<Order> t) { return t.query("1", "item_id"_a == "2", "quantity"_a == 1); }
