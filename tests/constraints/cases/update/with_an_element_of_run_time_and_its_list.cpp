// first-error: two actions of the update change the same attribute, or one attribute is inside the other
// expect-line: paths_do_not_overlap<.*element_attribute<.*labels
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts, const std::string& label, const Owner& owner) {
    co_await accounts.update("1", "labels"_a[label].set("x"), "email"_a.set(owner.name), "labels"_a.remove());
}
