// first-error: miscompiles a temporary model
// most-lines: 15
// expect-line: model_is_a_named_object<Account>
// only: gcc<13
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts) {
    auto batch = accounts.batch_write();
    co_await batch.save(Account{.account_id = "1"});
}
