// first-error: dynaco: the model of a table must not be const
// most-lines: 15
// expect-line: model_is_a_type_without_const<const Account>
#include "../models.hpp"

awaitable<void> f(dynaco::client db) {
    table<const Account> accounts(db);
    (void)co_await accounts.get("1");
}
