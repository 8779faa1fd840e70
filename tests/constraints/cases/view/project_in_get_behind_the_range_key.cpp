// first-error: dynaco: project.. is for table<item>
// most-lines: 15
#include "../models.hpp"

auto f(table<Order> t) { return t.get("1", "2", dynaco::project("quantity")); }
