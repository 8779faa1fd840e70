// first-error: the table also has a range key
// expect-line: key_is_complete<Order>
#include "../models.hpp"

awaitable<void> f(const table<Order>& orders) {
    auto batch = orders.batch_write();
    co_await batch.remove("1");
}
