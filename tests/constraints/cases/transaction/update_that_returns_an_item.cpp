// first-error: a write in a transaction cannot return items
// expect-line: transaction_returns_no_items
#include "../models.hpp"

void f(dynaco::transact_write& tx, const table<Account>& accounts) {
    tx.update(accounts, "1", "balance"_a.set(2), dynaco::returning::all_new);
}
