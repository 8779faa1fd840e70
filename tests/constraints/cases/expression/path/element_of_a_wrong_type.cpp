// first-error: another DynamoDB type than the attribute
#include "../../models.hpp"

auto f(const table<Account>& accounts, int i) { return accounts.scan(filter("tags"_a[i] == 5)); }
