// first-error: size\(\) needs a string
// expect-line: attribute_has_a_size<Account,.*balance
#include "../models.hpp"

auto f(const table<Account>& accounts) { return accounts.scan(filter("balance"_a.size() > 5)); }
