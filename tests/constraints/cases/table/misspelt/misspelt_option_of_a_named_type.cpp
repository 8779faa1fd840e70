// first-error: query_options. has no .*.limt|'limt' does not refer to .*query_options
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> accounts) { return accounts.query("1", dynaco::query_options{.limt = 3}); }
