// first-error: update\(object, \.\.\.\) writes the stored values into the object
// most-lines: 15
// expect-line: object_can_be_changed<Account>
#include "../../versioned.hpp"

awaitable<void> f(const table<Account>& accounts, const Account& a) {
    co_await accounts.update(a, "balance"_a.set(1));
}
