// first-error: the filter\(\) of a query cannot use a key of the table or index
// expect-line: filter_names_no_key<Order,.*item_id
#include "../../models.hpp"

auto f(const table<Order>& orders) {
    return orders.query("1", filter("quantity"_a > 5 && !("item_id"_a == "x")));
}
