// first-error: a key_condition_of can be used only as the key condition of a query
#include "../../models.hpp"

auto f(const table<Order>& orders, const dynaco::key_condition_of<Order>& c) {
    return orders.scan(filter(c));
}
