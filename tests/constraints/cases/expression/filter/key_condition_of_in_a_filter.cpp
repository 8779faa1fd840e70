// first-error: a key_condition_of is for the key of a query only
#include "../../models.hpp"

auto f(const table<Order>& orders, const dynaco::key_condition_of<Order>& c) {
    return orders.scan(filter(c));
}
