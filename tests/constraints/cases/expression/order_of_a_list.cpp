// first-error: only strings, numbers and binary can be ordered
// expect-line: attribute_has_an_order<Account,.*tags
#include "../models.hpp"

auto f(const table<Account>& accounts, const std::vector<std::string>& tags) {
    return accounts.scan(filter("tags"_a < tags));
}
