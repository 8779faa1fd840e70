// first-error: the table has a range key too
// expect-line: key_is_complete<Order>
#include "../models.hpp"

auto f(const table<Order>& orders) { return orders.contains("1"); }
