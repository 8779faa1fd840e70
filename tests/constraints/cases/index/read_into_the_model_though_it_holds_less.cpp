// first-error: the index does not have a member of the view
// most-lines: 15
// expect-line: index_holds_the_member<Order, ByItem,.*price
#include "../models.hpp"

auto f(const table<Order>& orders) { return orders.index<ByItem>().query<Order>("1"); }
