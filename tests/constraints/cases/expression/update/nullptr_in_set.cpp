// first-error: dynaco: std::nullopt and nullptr are no values
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> t) { return t.update("1", "description"_a.set(nullptr)); }
