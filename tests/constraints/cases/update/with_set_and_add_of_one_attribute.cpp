// first-error: two actions of the update change the same attribute, or one attribute is inside the other
// expect-line: paths_do_not_overlap<.*balance.*balance
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts, const Owner& owner) {
    co_await accounts.update("1", "balance"_a.set(1), "email"_a.set(owner.name), "balance"_a.add(2));
}
