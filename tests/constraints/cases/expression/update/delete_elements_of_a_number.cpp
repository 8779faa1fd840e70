// first-error: delete_elements[(][)] needs a set
// expect-line: attribute_is_a_set<Account,.*balance
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts) {
    co_await accounts.update("1", "balance"_a.delete_elements(1));
}
