// first-error: a key condition is =, <
#include "../../models.hpp"

auto f(const table<Order>& orders, const dynaco::condition_of<Order>& c) { return orders.query("1", c); }
