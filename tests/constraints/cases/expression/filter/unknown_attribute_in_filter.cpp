// first-error: the model does not have this attribute
// expect-line: model_has_attribute<Account,.*balanse
#include "../../models.hpp"

auto f(const table<Account>& accounts) { return accounts.scan(filter("balanse"_a > 1)); }
