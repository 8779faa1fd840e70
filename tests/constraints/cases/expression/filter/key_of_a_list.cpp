// first-error: \[index\] needs a list, and \[key\] needs a map
// expect-line: attribute_supports_the_step<Account,.*tags
#include "../../models.hpp"

auto f(const table<Account>& accounts) { return accounts.scan(filter("tags"_a["x"] == "x")); }
