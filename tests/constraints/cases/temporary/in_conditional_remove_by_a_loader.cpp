// first-error: miscompiles a temporary model
// most-lines: 15
// expect-line: model_is_a_named_object<Account>
// only: gcc<13
#include "../models.hpp"

#include <dynaco/load/loader.hpp>

awaitable<void> f(dynaco::loader& load) {
    co_await load.remove(Account{.account_id = "1"}, dynaco::when("account_id"_a == "1"));
}
