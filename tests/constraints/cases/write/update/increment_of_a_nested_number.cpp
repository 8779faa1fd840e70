// first-error: increment\(\) works only for a number that is a direct member of the model
// expect-line: attribute_can_be_incremented<Account,.*owner.age
#include "../../versioned.hpp"

awaitable<void> f(const table<Account>& accounts) {
    (void)co_await accounts.increment("1", "owner.age"_a, 1);
}
