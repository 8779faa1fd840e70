// first-error: a key cannot be updated
// expect-line: attribute_is_not_a_key<Account,.*account_id
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts) { co_await accounts.update("1", "account_id"_a.set("2")); }
