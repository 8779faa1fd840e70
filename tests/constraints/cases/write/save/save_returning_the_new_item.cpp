// first-error: can return all_old only
// expect-line: put_and_delete_return_all_old_only
#include "../../versioned.hpp"

awaitable<void> f(const table<Account>& accounts, const Account& a) {
    (void)co_await accounts.save(a, dynaco::returning::all_new);
}
