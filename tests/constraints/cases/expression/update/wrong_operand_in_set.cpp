// first-error: the operand and the attribute have different DynamoDB types
// expect-line: operand_fits_attribute<Account,.*email.*int
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts) { co_await accounts.update("1", "email"_a.set(5)); }
