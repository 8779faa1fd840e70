// first-error: \[index\] needs a list
// expect-line: attribute_has_such_elements<Account,.*email
#include "../../models.hpp"

auto f(const table<Account>& accounts, int i) { return accounts.scan(filter("email"_a[i] == "x")); }
