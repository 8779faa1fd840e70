// first-error: the table also has a range key
// expect-line: key_is_complete<Order>
#include "../models.hpp"

void f(dynaco::transact_write& tx, const table<Order>& orders) {
    tx.check(orders, "1", when("quantity"_a > 0));
}
