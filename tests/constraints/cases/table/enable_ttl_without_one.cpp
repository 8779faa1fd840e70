// first-error: the schema does not have a \.ttl
// expect-line: schema_has_a_ttl<Account>
#include "../models.hpp"

awaitable<void> f(table<Account> accounts) { co_await accounts.admin().enable_ttl(); }
