// first-error: dynaco: std::nullopt and nullptr are no values
#include "../models.hpp"

auto f(table<Account> t) { return t.scan(filter("description"_a != nullptr)); }
