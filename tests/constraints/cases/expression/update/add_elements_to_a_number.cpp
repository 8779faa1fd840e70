// first-error: (have different DynamoDB types|add\(\) needs a number or a set)
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts) {
    co_await accounts.update("1", "balance"_a.add_elements(1));
}
