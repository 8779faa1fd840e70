// first-error: the key has another DynamoDB type
// expect-line: operand_fits_key<Account,.*account_id
#include "../models.hpp"

void f(dynaco::transact_write& tx, const table<Account>& accounts) { tx.remove(accounts, 5); }
