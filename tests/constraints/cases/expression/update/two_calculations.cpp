// first-error: DynamoDB takes one \+ or - in an assignment
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts) {
    co_await accounts.update("1", "balance"_a.set("balance"_a + 1 - 2));
}
