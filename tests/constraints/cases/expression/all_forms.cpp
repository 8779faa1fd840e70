// expect-ok
#include "../models.hpp"

auto conditions(const table<Account>& accounts, std::string_view text) {
    auto comparison = "balance"_a == 1 || "balance"_a != 2 || "balance"_a < 3 || "balance"_a <= 4 ||
                      5 > "balance"_a || "balance"_a >= "balance"_a;
    auto functions = "email"_a.begins_with(text) && "tags"_a.contains("x") && "roles"_a.contains("x") &&
                     "email"_a.contains('@' + std::string("x")) && "owner"_a.exists() &&
                     "labels.colour"_a.not_exists() && "tags[0]"_a.is_type(dynaco::attribute_type::S);
    auto ranges = "balance"_a.between(1, dynaco::number("2.5")) && "email"_a.in("a", text, std::string("b"));
    auto sizes = "tags"_a.size() > 3 && "email"_a.size().between(1, 2);
    auto run_time = dynaco::attribute("owner.name") == "x";
    return accounts.scan(filter(!(comparison && functions) || ranges || (sizes && run_time)));
}

awaitable<void> updates(const table<Account>& accounts) {
    const std::vector<std::string> more{"x"};
    const std::set<std::string> roles{"admin"};
    const Owner owner{.name = "ann", .age = 30};
    auto written = co_await accounts.try_update(
        "1", "email"_a.set("a"), "owner.age"_a.set("owner.age"_a - 1),
        "balance"_a.set("balance"_a.if_not_exists(0) + 5), "tags"_a.set("tags"_a.append(more)),
        "labels.colour"_a.remove(), "roles"_a.add(roles), when("balance"_a > 0));
    co_await accounts.update("1", "tags"_a.set("tags"_a.if_not_exists(more).prepend(more)),
                             "description"_a.set("description"_a.if_not_exists("none")),
                             "roles"_a.delete_elements(roles), "balance"_a.add(1), "owner"_a.set(owner),
                             dynaco::attribute("labels.size").set(5));
    static_cast<void>(written);
}
