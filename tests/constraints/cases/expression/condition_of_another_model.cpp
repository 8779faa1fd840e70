// first-error: the condition_of is for another model
// expect-line: condition_is_of_the_model<Order, Account>
#include "../models.hpp"

auto f(const table<Account>& accounts, const dynaco::condition_of<Order>& c) {
    return accounts.scan(filter(c));
}
