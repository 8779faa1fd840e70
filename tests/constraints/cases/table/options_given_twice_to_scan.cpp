// first-error: pass the options once, as the last argument
// most-lines: 18
#include "../models.hpp"

auto f(table<Account> accounts) { return accounts.scan({}, dynaco::scan_options{.limit = 1}); }
