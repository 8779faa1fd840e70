// first-error: the operand and the attribute have different DynamoDB types
// expect-line: operand_fits_attribute<Account,.*balance
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts) { co_await accounts.update("1", "balance"_a.add("1")); }
