// first-error: the table has a range key too
// expect-line: key_is_complete<Order>
#include "../models.hpp"

awaitable<void> f(const table<Order>& orders) { (void)co_await orders.get("1"); }
