// first-error: two actions of the update change the same attribute, or one attribute is inside the other
// expect-line: paths_do_not_overlap<.*tags.*tags
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts, const Owner& owner) {
    co_await accounts.update("1", "tags[0]"_a.set("x"), "email"_a.set(owner.name), "tags"_a.remove());
}
