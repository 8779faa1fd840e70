// first-error: the updates_of is for another model
// expect-line: updates_are_of_the_model<Order, Account>
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts, const dynaco::updates_of<Order>& u) {
    co_await accounts.update("1", u);
}
