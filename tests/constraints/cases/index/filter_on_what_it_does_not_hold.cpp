// first-error: the model does not have this attribute
// expect-line: model_has_attribute<ByItem,.*quantity
#include "../models.hpp"

auto f(const table<Order>& orders) { return orders.index<ByItem>().query("1", filter("quantity"_a > 1)); }
