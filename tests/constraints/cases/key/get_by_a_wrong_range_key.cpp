// first-error: the argument and the key have different DynamoDB types
// expect-line: operand_fits_key<Order,.*item_id.*int
#include "../models.hpp"

awaitable<void> f(const table<Order>& orders) { (void)co_await orders.get("1", 5); }
