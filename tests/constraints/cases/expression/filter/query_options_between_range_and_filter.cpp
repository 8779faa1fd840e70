// first-error: dynaco: pass the options once, as the last argument
// most-lines: 15
#include "../../models.hpp"

auto f(table<Order> t) { return t.query("1", "item_id"_a == "2", {.limit = 1}, filter("quantity"_a == 1)); }
