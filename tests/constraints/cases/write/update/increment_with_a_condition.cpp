// first-error: increment\(\) cannot have a condition: use update\(key, path\.add\(by\), when\(
// most-lines: 18
#include "../../models.hpp"

auto f(table<Account> accounts) {
    return accounts.increment("1", "balance"_a, 5, {}, when("balance"_a == 1));
}
