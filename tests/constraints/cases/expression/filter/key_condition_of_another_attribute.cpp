// first-error: a key condition must use the range key of the table or index
// expect-line: attribute_is_the_range_key<Order,.*quantity
#include "../../models.hpp"

dynaco::key_condition_of<Order> f() { return "quantity"_a > 5; }
