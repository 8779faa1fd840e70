// first-error: the table has a range key too
// expect-line: key_is_complete<Order>
#include "../models.hpp"

void f(dynaco::transact_write& tx, const table<Order>& orders) { tx.remove(orders, "1"); }
