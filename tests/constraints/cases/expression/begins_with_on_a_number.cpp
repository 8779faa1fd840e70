// first-error: begins_with[(][)] needs a string or binary
// expect-line: attribute_is_a_string_or_binary<Account,.*balance
#include "../models.hpp"

auto f(const table<Account>& accounts) { return accounts.scan(filter("balance"_a.begins_with("1"))); }
