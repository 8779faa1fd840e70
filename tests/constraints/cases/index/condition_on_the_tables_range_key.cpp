// first-error: a key condition must use the range key of the table or index
// expect-line: attribute_is_the_range_key<ByItem,.*item_id
#include "../models.hpp"

auto f(const table<Order>& orders) { return orders.index<ByItem>().query("1", "item_id"_a > "2"); }
