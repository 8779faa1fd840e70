// first-error: must have the same table_name
// expect-line: alternatives_share_the_table<Cat, Dog>
#include "../models.hpp"

#include <variant>

struct Cat {
    std::string id{};

    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "id", .discriminator = "kind", .kinds = {"cat"}};
};

struct Dog {
    std::string id{};

    static constexpr dynaco::schema schema{
        .table_name = "dogs", .hash_key = "id", .discriminator = "kind", .kinds = {"dog"}};
};

awaitable<void> f(const table<std::variant<Cat, Dog>>& pets) { (void)co_await pets.get("1"); }
