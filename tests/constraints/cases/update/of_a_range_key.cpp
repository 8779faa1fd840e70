// first-error: a key, or a member in the template of a key, cannot be updated
// expect-line: attribute_is_not_a_key<Order,.*item_id
#include "../models.hpp"

awaitable<void> f(const table<Order>& orders) { co_await orders.update("1", "2", "item_id"_a.remove()); }
