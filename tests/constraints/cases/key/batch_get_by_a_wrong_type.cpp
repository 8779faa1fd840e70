// first-error: the key has another DynamoDB type
// expect-line: operand_fits_key<Account,.*account_id.*int
#include "../models.hpp"

auto f(const table<Account>& accounts, const std::vector<int>& ids) { return accounts.batch_get(ids); }
