// first-error: a query the hash key and perhaps a condition on the range key
// most-lines: 15
#include "../models.hpp"

auto f(table<Order> orders) { return orders.query("order-1", "item-1"); }
