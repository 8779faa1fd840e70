// first-error: dynaco: std::nullopt and nullptr are not values
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> t) { return t.update("1", "description"_a.set(std::nullopt)); }
