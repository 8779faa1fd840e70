// first-error: brace-enclosed.* to .*get_options|no matching member function for call
// expect-line: get_options
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> accounts) { return accounts.contains("1", {.consistent = true}); }
