// first-error: update\(object, \.\.\.\) reads the item into the object: use update<View>\(key, \.\.\.\) to read it into a view
// most-lines: 18
#include "../models.hpp"

struct Balance {
    std::int64_t balance = 0;
};
auto f(table<Account> accounts, Account& alice) {
    return accounts.update<Balance>(alice, "balance"_a.set(1));
}
