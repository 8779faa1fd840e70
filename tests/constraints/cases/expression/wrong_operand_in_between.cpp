// first-error: another DynamoDB type than the attribute
// expect-line: operand_fits_attribute<Account,.*email
#include "../models.hpp"

auto f(const table<Account>& accounts) { return accounts.scan(filter("email"_a.between("a", 2))); }
