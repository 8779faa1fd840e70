// only: gcc<13
// first-error: store it in a variable first
// expect-line: model_is_a_named_object<Cat>
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
        .table_name = "pets", .hash_key = "id", .discriminator = "kind", .kinds = {"dog"}};
};

awaitable<void> f(const table<std::variant<Cat, Dog>>& pets) { co_await pets.save(Cat{.id = "1"}); }
