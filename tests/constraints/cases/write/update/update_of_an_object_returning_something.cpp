// first-error: update\(object, \.\.\.\) can return all_new only
#include "../../versioned.hpp"

awaitable<void> f(const table<Account>& accounts, Account& a) {
    co_await accounts.update(a, "balance"_a.add(1), dynaco::returning::all_old);
}
