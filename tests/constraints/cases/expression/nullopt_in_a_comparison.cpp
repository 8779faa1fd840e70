// first-error: dynaco: std::nullopt and nullptr are not values
// most-lines: 15
#include "../models.hpp"

auto f(table<Account> t) { return t.scan(filter("description"_a == std::nullopt)); }
