// first-error: the items of two models cannot be distinguished
// expect-line: alternatives_can_be_distinguished<Cat, Dog>
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
        .table_name = "pets", .hash_key = "id", .discriminator = "what", .kinds = {"dog"}};
};

awaitable<void> f(const table<std::variant<Cat, Dog>>& pets) { (void)co_await pets.get("1"); }
