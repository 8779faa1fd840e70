// first-error: size\(\) can be used in conditions only
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts) {
    co_await accounts.update("1", "balance"_a.set("tags"_a.size()));
}
