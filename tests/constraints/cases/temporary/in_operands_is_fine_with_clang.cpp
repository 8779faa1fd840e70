// expect-ok
// only: clang
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts) {
    co_await accounts.update("1", "owner"_a.set(Owner{.name = "a"}), when("owner"_a == Owner{.name = "b"}));
}
