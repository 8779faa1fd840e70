// first-error: a key condition must use the range key of the table or index
// expect-line: attribute_is_the_range_key<Order,.*quantity
#include "../models.hpp"

auto f(const table<Order>& orders) { return orders.query("1", "quantity"_a > 1); }
