// first-error: cannot convert .*brace-enclosed initializer list.* to .*query_options|no matching member
// function for call to expect-line: query_options most-lines: 15
#include "../models.hpp"

auto f(table<Account> accounts) { return accounts.query("1", {.limt = 3}); }
