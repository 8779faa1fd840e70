// first-error: the model does not have this attribute
// expect-line: model_has_attribute<Account,.*acount_id
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts, const Account& alice) {
    (void)co_await accounts.save(alice, when("acount_id"_a.not_exists()));
}
