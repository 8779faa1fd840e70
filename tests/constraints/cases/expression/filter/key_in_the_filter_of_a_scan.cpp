// expect-ok
#include "../../models.hpp"

auto f(const table<Order>& orders) { return orders.scan(filter("item_id"_a == "x")); }
