// first-error: dynaco: the object.s type is not a model of this table
// most-lines: 15
// expect-line: object_is_of_the_tables_model<Order, Account>
#include "../models.hpp"

void f(dynaco::transact_write& tx, table<Account> accounts, Order order) { tx.save(accounts, order); }
