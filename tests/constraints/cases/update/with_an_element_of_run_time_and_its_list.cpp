// first-error: two actions of one update change the same attribute, or one inside the other
// expect-line: paths_do_not_overlap<.*element_attribute<.*labels
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts, const std::string& label, const Owner& owner) {
    co_await accounts.update("1", "labels"_a[label].set("x"), "email"_a.set(owner.name), "labels"_a.remove());
}
