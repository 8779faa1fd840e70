// first-error: the table also has a range key
// expect-line: key_is_complete<Order>
#include "../models.hpp"

auto f(const table<Order>& orders) { return orders.contains("1"); }
