// first-error: the argument and the key have different DynamoDB types
// expect-line: operand_fits_key<Account,.*account_id
#include "../models.hpp"

void f(dynaco::transact_write& tx, const table<Account>& accounts) { tx.remove(accounts, 5); }
