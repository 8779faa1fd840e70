// first-error: the table has a range key too
// expect-line: key_is_complete<Order>
#include "../models.hpp"

awaitable<void> f(const table<Order>& orders) {
    auto batch = orders.batch_write();
    co_await batch.remove("1");
}
