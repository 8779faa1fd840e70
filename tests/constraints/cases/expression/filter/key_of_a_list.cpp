// first-error: \[index\] needs a list, \[key\] a map
// expect-line: attribute_has_such_elements<Account,.*tags
#include "../../models.hpp"

auto f(const table<Account>& accounts) { return accounts.scan(filter("tags"_a["x"] == "x")); }
