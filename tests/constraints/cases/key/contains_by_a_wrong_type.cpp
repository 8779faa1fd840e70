// first-error: the key has another DynamoDB type
// expect-line: operand_fits_key<Account,.*account_id
#include "../models.hpp"

auto f(const table<Account>& accounts) { return accounts.contains(5); }
