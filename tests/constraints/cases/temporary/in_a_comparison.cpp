// first-error: miscompiles a temporary struct
// expect-line: operand_is_a_named_object<Owner
// only: gcc<13
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts) {
    co_await accounts.remove("1", when("owner"_a == Owner{.name = "a"}));
}
