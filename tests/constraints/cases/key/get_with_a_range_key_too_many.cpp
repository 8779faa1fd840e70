// first-error: the table has no range key
// expect-line: model_has_a_range_key<Account>
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts) { (void)co_await accounts.get("1", "2"); }
