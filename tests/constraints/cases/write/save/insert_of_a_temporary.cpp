// first-error: miscompiles a temporary model
// most-lines: 15
// expect-line: model_is_a_named_object<Account>
// only: gcc<13
#include "../../versioned.hpp"

awaitable<void> f(const table<Account>& accounts) { (void)co_await accounts.insert({.account_id = "1"}); }
