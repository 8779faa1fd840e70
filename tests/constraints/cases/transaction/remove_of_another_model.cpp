// first-error: dynaco: the object is of another model
// most-lines: 15
// expect-line: object_is_of_the_tables_model<Order, Account>
#include "../models.hpp"

void f(dynaco::transact_write& tx, table<Account> accounts, Order order) { tx.remove(accounts, order); }
