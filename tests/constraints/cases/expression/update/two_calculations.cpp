// first-error: DynamoDB allows one \+ or - in an assignment, and does not allow them inside a function
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts) {
    co_await accounts.update("1", "balance"_a.set("balance"_a + 1 - 2));
}
