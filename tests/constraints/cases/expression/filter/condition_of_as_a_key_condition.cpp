// first-error: a key condition must be =, <, <=, >, >=, between\(\) or begins_with\(\) on the range key
#include "../../models.hpp"

auto f(const table<Order>& orders, const dynaco::condition_of<Order>& c) { return orders.query("1", c); }
