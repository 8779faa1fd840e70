// first-error: the table also has a range key
// expect-line: key_is_complete<Order>
#include "../models.hpp"

void f(dynaco::transact_write& tx, const table<Order>& orders) { tx.remove(orders, "1"); }
