// first-error: the table also has a range key
// expect-line: key_is_complete<Order>
#include "../models.hpp"

awaitable<void> f(const table<Order>& orders) { (void)co_await orders.get("1"); }
