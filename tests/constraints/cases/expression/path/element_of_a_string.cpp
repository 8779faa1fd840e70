// first-error: \[index\] needs a list
// expect-line: attribute_supports_the_step<Account,.*email
#include "../../models.hpp"

auto f(const table<Account>& accounts, int i) { return accounts.scan(filter("email"_a[i] == "x")); }
