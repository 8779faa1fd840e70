// first-error: options are the last argument, and are given once
// most-lines: 18
#include "../models.hpp"

auto f(table<Account> accounts, const Account& alice) {
    return accounts.save(alice, dynaco::write_options{}, when("balance"_a > 1));
}
