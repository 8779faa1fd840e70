// first-error: in a transaction, this write to a polymorphic table needs the model
// expect-line: write_is_for_one_model<std::variant<Cat, Dog>
#include "../models.hpp"

#include <variant>

struct Cat {
    std::string id{};
    int lives = 9;

    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "id", .discriminator = "kind", .kinds = {"cat"}};
};

struct Dog {
    std::string id{};

    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "id", .discriminator = "kind", .kinds = {"dog"}};
};

void f(dynaco::transact_write& tx, const table<std::variant<Cat, Dog>>& pets) {
    tx.update(pets, "1", "lives"_a.set(8));
}
