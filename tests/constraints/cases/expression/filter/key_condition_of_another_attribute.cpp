// first-error: a key condition is on the range key
// expect-line: attribute_is_the_range_key<Order,.*quantity
#include "../../models.hpp"

dynaco::key_condition_of<Order> f() { return "quantity"_a > 5; }
