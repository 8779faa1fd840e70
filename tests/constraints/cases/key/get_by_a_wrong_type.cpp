// first-error: the key has another DynamoDB type
// expect-line: operand_fits_key<Account,.*account_id.*int
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts) { (void)co_await accounts.get(5); }
