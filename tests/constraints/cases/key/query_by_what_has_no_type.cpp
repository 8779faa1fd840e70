// first-error: the argument and the key have different DynamoDB types
// expect-line: operand_fits_key<Order,.*order_id
#include "../models.hpp"

struct Colour {};

auto f(const table<Order>& orders, const Colour* red) { return orders.query(red); }
