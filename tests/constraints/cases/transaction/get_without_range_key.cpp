// first-error: the table also has a range key
// expect-line: key_is_complete<Order>
#include "../models.hpp"

void f(dynaco::transact_get& reads, const table<Order>& orders) { reads.get(orders, "1"); }
