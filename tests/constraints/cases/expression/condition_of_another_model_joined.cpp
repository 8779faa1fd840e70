// first-error: the condition_of is for another model
// expect-line: condition_is_of_the_model<Order, Account>
#include "../models.hpp"

auto f(const dynaco::condition_of<Account>& a, const dynaco::condition_of<Order>& b) { return a && b; }
