// first-error: the operand and the attribute have different DynamoDB types
#include "../../models.hpp"

auto f(const table<Account>& accounts, int i) { return accounts.scan(filter("tags"_a[i] == 5)); }
