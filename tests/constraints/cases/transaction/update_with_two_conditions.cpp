// first-error: only one when\(condition\)
#include "../models.hpp"

void f(dynaco::transact_write& tx, const table<Account>& accounts) {
    tx.update(accounts, "1", "balance"_a.set(2), when("balance"_a > 0), when("balance"_a < 9));
}
