// first-error: two actions of the update change the same attribute, or one attribute is inside the other
// expect-line: paths_do_not_overlap<.*owner.age.*owner
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts, const Owner& owner) {
    co_await accounts.update("1", "owner.age"_a.add(1), "email"_a.set(owner.name), "owner"_a.remove());
}
