// first-error: a write can have one when\(condition\) and one returning
// most-lines: 18
#include "../../models.hpp"

auto f(table<Account> accounts, const Account& a, const Account& b) {
    return accounts.save_changes(a, b, when("balance"_a > 1), when("balance"_a < 9));
}
