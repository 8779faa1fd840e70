// first-error: the argument and the key have different DynamoDB types
// expect-line: operand_fits_key<Account,.*account_id.*int
#include "../models.hpp"

auto f(const table<Account>& accounts, const std::vector<int>& ids) { return accounts.batch_get(ids); }
