// first-error: a read can have only one filter\(condition\): join conditions with &&
// most-lines: 15
#include "../models.hpp"

auto f(table<Account> accounts) {
    return accounts.query("1", filter("balance"_a > 1), filter("balance"_a < 9));
}
