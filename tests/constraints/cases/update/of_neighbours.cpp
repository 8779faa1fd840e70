// expect-ok
#include "../models.hpp"

awaitable<void> f(const table<Account>& accounts) {
    co_await accounts.update("1", "owner.age"_a.set(1), "owner.name"_a.set("x"), "tags[0]"_a.set("a"),
                             "tags[1]"_a.set("b"), "labels.a"_a.remove(), "labels.ab"_a.set("c"),
                             "roles"_a.delete_elements("x"));
}
