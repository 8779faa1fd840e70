// first-error: no DynamoDB representation
// expect-line: has_a_dynamodb_type<.*Colour
#include "../models.hpp"

struct Colour {};
auto f(const table<Account>& accounts, const Colour* red) { return accounts.scan(filter("email"_a == red)); }
