// first-error: a scan takes optionally filter\(condition\) and options such as \{\.limit = 10\}; a query takes the hash key and optionally a range key condition before them
// most-lines: 15
#include "../models.hpp"

auto f(table<Order> orders) { return orders.query("order-1", "item-1"); }
