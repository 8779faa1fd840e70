// first-error: contains[(][)] needs a string, binary, set or list
// expect-line: attribute_can_contain<Account,.*balance
#include "../models.hpp"

auto f(const table<Account>& accounts) { return accounts.scan(filter("balance"_a.contains("1"))); }
