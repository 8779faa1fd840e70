// first-error: the items of this model cannot be recognised
// expect-line: alternative_can_be_recognised<Dog>
#include "../models.hpp"

#include <variant>

struct Cat {
    std::string id{};

    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "id", .discriminator = "kind", .kinds = {"cat"}};
};

struct Dog {
    std::string id{};

    static constexpr dynaco::schema schema{.table_name = "pets", .hash_key = "id"};
};

awaitable<void> f(const table<std::variant<Cat, Dog>>& pets) { (void)co_await pets.get("1"); }
