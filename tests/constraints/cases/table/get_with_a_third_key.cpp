// first-error: get\(\) takes the hash key, the range key if the table has one, and optionally options such as \{\.consistent_read = true\}
// most-lines: 15
#include "../models.hpp"

auto f(table<Order> orders) { return orders.get("order-1", "item-1", 3); }
