// first-error: the argument and the key have different DynamoDB types
// expect-line: operand_fits_key<Account,.*account_id.*int
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts) { (void)co_await accounts.get(5); }
