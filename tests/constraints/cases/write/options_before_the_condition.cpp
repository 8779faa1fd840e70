// first-error: pass the options once, as the last argument
// most-lines: 18
#include "../models.hpp"

auto f(table<Account> accounts, const Account& alice) {
    return accounts.save(alice, dynaco::write_options{}, when("balance"_a > 1));
}
