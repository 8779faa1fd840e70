// first-error: at least one action
#include "../models.hpp"

void f(dynaco::transact_write& tx, const table<Account>& accounts) {
    tx.update(accounts, "1", when("balance"_a > 0));
}
