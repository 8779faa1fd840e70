// first-error: the table also has a range key
// expect-line: key_is_complete<Order>
#include "../models.hpp"

awaitable<void> f(const table<Order>& orders) {
    const std::vector<std::string> ids{"1"};
    auto found = orders.batch_get(ids);
    (void)co_await found.next();
}
