// first-error: a key, or a member in the template of a key, cannot be updated
// expect-line: attribute_is_not_a_key<User,.*user_id
#include "../models.hpp"

struct User {
    dynaco::composed<"USER#{user_id}"> pk{};
    std::string user_id{};

    static constexpr dynaco::schema schema{.table_name = "app", .hash_key = "pk"};
};

awaitable<void> f(const table<User>& users) { co_await users.update("1", "user_id"_a.set("2")); }
