// first-error: brace-enclosed.* to .*scan_options|no matching member function for call
// expect-line: scan_options
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> accounts) { return accounts.scan(filter("balance"_a > 1), {.limt = 3}); }
