// first-error: check\(\) takes the key, then when\(condition\)
// expect-line: check_has_a_condition<Account>
#include "../models.hpp"

void f(dynaco::transact_write& tx, const table<Account>& accounts) { tx.check(accounts, "1"); }
