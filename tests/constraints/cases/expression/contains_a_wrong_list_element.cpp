// first-error: contains\(\) takes a substring or an element
// expect-line: operand_fits_attribute<Account,.*tags
#include "../models.hpp"

auto f(const table<Account>& accounts) { return accounts.scan(filter("tags"_a.contains(5))); }
