// first-error: brace-enclosed.* to .*parallel_scan_options|no matching member function for call
// expect-line: parallel_scan_options
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> accounts) { return accounts.parallel_scan({.segment = 3}); }
