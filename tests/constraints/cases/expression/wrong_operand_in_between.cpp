// first-error: the operand and the attribute have different DynamoDB types
// expect-line: operand_fits_attribute<Account,.*email
#include "../models.hpp"

auto f(const table<Account>& accounts) { return accounts.scan(filter("email"_a.between("a", 2))); }
