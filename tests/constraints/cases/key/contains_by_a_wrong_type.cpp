// first-error: the argument and the key have different DynamoDB types
// expect-line: operand_fits_key<Account,.*account_id
#include "../models.hpp"

auto f(const table<Account>& accounts) { return accounts.contains(5); }
