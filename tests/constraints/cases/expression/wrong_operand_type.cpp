// first-error: the operand and the attribute have different DynamoDB types
// expect-line: operand_fits_attribute<Account,.*balance
#include "../models.hpp"

auto f(const table<Account>& accounts) { return accounts.scan(filter("balance"_a > "100")); }
