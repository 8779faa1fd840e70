// first-error: options are the last argument, and are given once
// most-lines: 18
#include "../models.hpp"

auto f(table<Account> accounts) { return accounts.scan({}, dynaco::scan_options{.limit = 1}); }
