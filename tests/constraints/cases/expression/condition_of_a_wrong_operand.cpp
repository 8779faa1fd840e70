// first-error: another DynamoDB type than the attribute
// expect-line: operand_fits_attribute<Account,.*balance
#include "../models.hpp"

dynaco::condition_of<Account> f() { return "balance"_a == "x"; }
