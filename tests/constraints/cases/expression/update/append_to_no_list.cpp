// first-error: append[(][)] and prepend[(][)] need lists
// expect-line: attribute_is_a_list<Account,.*email
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts) {
    const std::vector<std::string> more{"x"};
    co_await accounts.update("1", "email"_a.set("email"_a.append(more)));
}
