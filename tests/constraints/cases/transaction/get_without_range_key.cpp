// first-error: the table has a range key too
// expect-line: key_is_complete<Order>
#include "../models.hpp"

void f(dynaco::transact_get& reads, const table<Order>& orders) { reads.get(orders, "1"); }
