// first-error: the model does not have this attribute
// expect-line: model_has_attribute<Owner,.*colour
#include "../../models.hpp"

auto f(const table<Account>& accounts) { return accounts.scan(filter("owner"_a["colour"_a] == "x")); }
