// first-error: the operand and the attribute have different DynamoDB types
// expect-line: operand_fits_attribute<Order,.*item_id
#include "../models.hpp"

auto f(const table<Order>& orders) { return orders.query("1", "item_id"_a > 5); }
