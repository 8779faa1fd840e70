// first-error: miscompiles a temporary model
// expect-line: parameter_is_a_named_object<Account>
// only: gcc<13
#include "../models.hpp"

awaitable<void> f(dynaco::client db) {
    static_cast<void>(
        co_await dynaco::execute(db, "INSERT INTO accounts VALUE ?", Account{.account_id = "1"}));
}
