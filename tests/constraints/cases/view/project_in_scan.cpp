// first-error: dynaco: project.. is for table<item>
// most-lines: 15
#include "../models.hpp"

auto f(table<Account> t) { return t.scan(dynaco::project("email"), {.limit = 1}); }
