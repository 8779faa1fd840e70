// first-error: can return all_old only
// expect-line: put_and_delete_return_all_old_only
#include "../versioned.hpp"

awaitable<void> f(const table<Account>& accounts) {
    (void)co_await accounts.remove("1", dynaco::returning::updated_old);
}
