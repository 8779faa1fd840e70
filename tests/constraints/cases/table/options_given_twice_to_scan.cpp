// first-error: options must be the last argument, and only once
// most-lines: 18
#include "../models.hpp"

auto f(table<Account> accounts) { return accounts.scan({}, dynaco::scan_options{.limit = 1}); }
