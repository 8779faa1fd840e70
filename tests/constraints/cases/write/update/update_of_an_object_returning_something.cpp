// first-error: returns all_new into the object
#include "../../versioned.hpp"

awaitable<void> f(const table<Account>& accounts, Account& a) {
    co_await accounts.update(a, "balance"_a.add(1), dynaco::returning::all_old);
}
