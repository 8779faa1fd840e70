// first-error: add[(][)] needs a number or a set
// expect-line: attribute_is_a_number_or_set<Account,.*email
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts) { co_await accounts.update("1", "email"_a.add(1)); }
