// first-error: the table has no range key
// expect-line: model_has_a_range_key<Account>
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts) { co_await accounts.update("1", "2", "balance"_a.set(1)); }
