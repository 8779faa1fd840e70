// first-error: the operand and the attribute have different DynamoDB types
// expect-line: operand_fits_attribute<Account,.*balance
#include "../../models.hpp"

void f(dynaco::updates_of<Account>& u) { u.add("balance"_a.set("2")); }
