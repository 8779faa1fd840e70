// first-error: the view has a member that the model does not have
// expect-line: view_member_is_in_the_model<Order, ByItem,.*price
#include "../models.hpp"

auto f(const table<Order>& orders) { return orders.index<ByItem>().query<Order>("1"); }
