// first-error: dynaco: project.. is for table<item>
#include "../models.hpp"

auto f(table<Account> t) { return t.scan(dynaco::project("email"), {.limit = 1}); }
