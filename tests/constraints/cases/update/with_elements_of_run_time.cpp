// expect-ok
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts, int i, int j, const std::string& label) {
    co_await accounts.update("1", "tags"_a[i].set("x"), "tags"_a[j].set("y"), "labels"_a[label].set("x"),
                             "labels.b"_a.set("c"), "owner"_a.remove());
}
