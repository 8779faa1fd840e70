// first-error: update\(\) can have only one returning::\.\.\.
#include "../../versioned.hpp"

awaitable<void> f(const table<Account>& accounts) {
    (void)co_await accounts.update("1", "balance"_a.add(1), dynaco::returning::all_old,
                                   dynaco::returning::all_new);
}
