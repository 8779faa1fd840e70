// first-error: dynaco: project.. is for table<item>
// most-lines: 15
#include "../models.hpp"

auto f(table<Account> t) { return t.get("1", dynaco::project("email")); }
