// first-error: the table also has a range key
// expect-line: key_is_complete<Order>
#include "../models.hpp"

awaitable<void> f(const table<Order>& orders) { co_await orders.remove("1"); }
