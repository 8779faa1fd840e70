// first-error: the items of two models cannot be distinguished
// expect-line: alternatives_can_be_distinguished<User, Group>
#include "../models.hpp"

#include <variant>

struct User {
    dynaco::composed<"U#{user_id}"> pk{};
    std::string user_id{};

    static constexpr dynaco::schema schema{.table_name = "app", .hash_key = "pk"};
};

struct Group {
    dynaco::composed<"U#{group_id}#GROUP"> pk{};
    std::string group_id{};

    static constexpr dynaco::schema schema{.table_name = "app", .hash_key = "pk"};
};

awaitable<void> f(const table<std::variant<User, Group>>& all) { (void)co_await all.get("1"); }
