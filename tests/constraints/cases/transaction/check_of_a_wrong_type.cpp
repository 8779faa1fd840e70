// first-error: the operand and the attribute have different DynamoDB types
// expect-line: operand_fits_attribute<Account,.*balance
#include "../models.hpp"

void f(dynaco::transact_write& tx, const table<Account>& accounts) {
    tx.check(accounts, "1", when("balance"_a == "much"));
}
