// first-error: the operand and the attribute have different DynamoDB types
// expect-line: operand_fits_attribute<Account,.*balance
#include "../models.hpp"

auto f(const table<Account>& accounts, const std::vector<std::string>& list) {
    return accounts.scan(filter("balance"_a.in_range(list)));
}
