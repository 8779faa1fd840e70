// first-error: the operand of contains\(\) must be a substring or an element of the attribute
// expect-line: operand_fits_attribute<Account,.*tags
#include "../models.hpp"

auto f(const table<Account>& accounts) { return accounts.scan(filter("tags"_a.contains(5))); }
