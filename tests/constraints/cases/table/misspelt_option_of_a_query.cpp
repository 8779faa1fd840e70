// first-error: no matching (member )?function for call to .*query
// expect-line: query_options
#include "../models.hpp"

// Nothing but the options themselves can be made from a list with designators, so that no overload can take a
// misspelt one and say more; the compilers list all that there are.
auto f(table<Account> accounts) { return accounts.query("1", {.limt = 3}); }
