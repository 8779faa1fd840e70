// expect-ok
#include "../models.hpp"

auto reading(const table<Order>& orders, const std::vector<int>& quantities, bool late) {
    dynaco::condition_of<Order> wanted = "quantity"_a.in_range(quantities);
    wanted.and_also("price"_a > 1).or_else("price"_a == dynaco::null);
    dynaco::key_condition_of<Order> range;
    if (late) range = "item_id"_a > "m";
    return orders.query("1", range, filter(!(wanted && "quantity"_a != 3) || "price"_a < 2));
}

awaitable<void> writing(const table<Account>& accounts, int i, std::string label) {
    dynaco::updates_of<Account> changes;
    changes.add("tags"_a[i].set("x")).add("labels"_a[label].remove()).add("owner"_a["age"_a].add(1));
    const std::optional<std::string> none;
    (void)co_await accounts.try_update("1", changes, "description"_a.set(none),
                                       "roles"_a.add_elements("x", label));
    auto written =
        co_await accounts.try_update("1", "labels.'a.b'"_a.set(label), "roles"_a.delete_elements(label),
                                     when(dynaco::condition_of<Account>("balance"_a > 0)));
    static_cast<void>(written);
}
