// first-error: [+] and - need numbers
// expect-line: attribute_is_a_number<Account,.*email
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts) {
    co_await accounts.update("1", "email"_a.set("email"_a + 1));
}
