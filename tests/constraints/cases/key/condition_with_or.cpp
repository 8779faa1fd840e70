// first-error: a key condition must be =, <, <=, >, >=, between\(\) or begins_with\(\) on the range key
// expect-line: is_a_key_condition<Order,
#include "../models.hpp"

auto f(const table<Order>& orders) { return orders.query("1", "item_id"_a == "x" || "item_id"_a == "y"); }
