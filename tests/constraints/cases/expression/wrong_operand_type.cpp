// first-error: another DynamoDB type than the attribute
// expect-line: operand_fits_attribute<Account,.*balance
#include "../models.hpp"

auto f(const table<Account>& accounts) { return accounts.scan(filter("balance"_a > "100")); }
