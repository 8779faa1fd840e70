// first-error: the key_condition_of is for another table or index
// expect-line: key_condition_is_of_the_table_or_index<ByItem, Order>
#include "../../models.hpp"

auto f(const table<Order>& orders, const dynaco::key_condition_of<ByItem>& c) { return orders.query("1", c); }
