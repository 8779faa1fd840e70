// first-error: dynaco: a query or scan takes such a condition in filter
// most-lines: 15
#include "../../models.hpp"

auto f(table<Order> t) { return t.query("1", "item_id"_a == "2", "quantity"_a == 1); }
