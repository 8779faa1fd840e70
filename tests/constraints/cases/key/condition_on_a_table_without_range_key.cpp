// first-error: a key condition must use the range key of the table or index
// expect-line: attribute_is_the_range_key<Account,.*email
#include "../models.hpp"

auto f(const table<Account>& accounts) { return accounts.query("1", "email"_a == "x"); }
