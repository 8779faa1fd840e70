// first-error: append[(][)] and prepend[(][)] need lists
// expect-line: attribute_is_a_list<Account,.*balance
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts) {
    const std::vector<std::string> more{"x"};
    co_await accounts.update("1", "balance"_a.set("balance"_a.prepend(more)));
}
