// first-error: two actions of the update change the same attribute, or one attribute is inside the other
// expect-line: paths_do_not_overlap<.*owner.*owner.age
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts, const Owner& owner) {
    co_await accounts.update("1", "owner"_a.set(owner), "email"_a.set(owner.name), "owner.age"_a.set(2));
}
