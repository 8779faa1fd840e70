// first-error: contains[(][)] takes a substring or an element
// expect-line: operand_fits_attribute<Account,.*roles
#include "../models.hpp"

auto f(const table<Account>& accounts) { return accounts.scan(filter("roles"_a.contains(1))); }
