// first-error: get\(\) takes the hash key, the range key if the table has one, and perhaps options
// most-lines: 15
#include "../models.hpp"

auto f(table<Order> orders) { return orders.get("order-1", "item-1", 3); }
