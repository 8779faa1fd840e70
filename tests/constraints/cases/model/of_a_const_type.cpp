// first-error: dynaco: the table of a const type
// most-lines: 15
// expect-line: model_is_a_type_without_const<const Account>
#include "../models.hpp"

awaitable<void> f(dynaco::client db) {
    table<const Account> accounts(db);
    (void)co_await accounts.get("1");
}
