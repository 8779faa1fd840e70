// first-error: dynaco: the object.s type is not a model of this table
// most-lines: 15
// expect-line: object_is_of_the_tables_model<Order, Account>
#include "../models.hpp"

awaitable<void> f(table<Account> accounts, Order order) {
    auto batch = accounts.batch_write();
    co_await batch.save(order);
}
