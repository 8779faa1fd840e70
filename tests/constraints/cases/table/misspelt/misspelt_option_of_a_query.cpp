// first-error: brace-enclosed.* to .*query_options|no matching member function for call
// expect-line: query_options
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> accounts) { return accounts.query("1", {.limt = 3}); }
