// first-error: cannot convert .*brace-enclosed initializer list.* to .*scan_options|no matching member
// function for call to expect-line: scan_options most-lines: 15
#include "../models.hpp"

auto f(table<Account> accounts) { return accounts.scan(filter("balance"_a > 1), {.limt = 3}); }
