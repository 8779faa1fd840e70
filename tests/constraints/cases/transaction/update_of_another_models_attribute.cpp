// first-error: the model does not have this attribute
// expect-line: model_has_attribute<Account,.*quantity
#include "../models.hpp"

void f(dynaco::transact_write& tx, const table<Account>& accounts) {
    tx.update(accounts, "1", "quantity"_a.set(2));
}
