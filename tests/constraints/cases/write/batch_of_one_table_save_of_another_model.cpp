// first-error: dynaco: the object is of another model
// most-lines: 15
// expect-line: object_is_of_the_tables_model<Order, Account>
#include "../models.hpp"

awaitable<void> f(table<Account> accounts, Order order) {
    auto batch = accounts.batch_write();
    co_await batch.save(order);
}
