// first-error: the filter\(\) of a query cannot use a key of the table or index
// expect-line: filter_names_no_key<Order,.*order_id
#include "../../models.hpp"

auto f(const table<Order>& orders, std::string name) {
    return orders.query("1", filter(dynaco::attribute(name) == 1 && "order_id"_a == "x"));
}
