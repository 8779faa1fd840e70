// first-error: the operand and the attribute have different DynamoDB types
// expect-line: operand_fits_attribute<Account,.*balance
#include "../models.hpp"

dynaco::condition_of<Account> f() { return "balance"_a == "x"; }
