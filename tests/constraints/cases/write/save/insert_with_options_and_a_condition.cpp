// first-error: insert\(\) has its own condition \(no item has the key\)
// most-lines: 18
#include "../../models.hpp"

auto f(table<Account> accounts, const Account& alice) {
    return accounts.insert(alice, dynaco::write_options{}, when("balance"_a > 1));
}
