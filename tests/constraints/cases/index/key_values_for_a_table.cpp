// first-error: a query needs a value for each member of the hash key
// expect-line: hash_key_is_complete<Order, 1, 2>
#include "several_members.hpp"

auto f(const table<Order>& orders) { return orders.query(key_values("1", "2")); }
