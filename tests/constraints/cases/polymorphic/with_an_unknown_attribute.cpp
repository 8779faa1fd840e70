// first-error: the model does not have this attribute
// expect-line: model_has_attribute<.*lifes
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

void f(const table<std::variant<Cat, Dog>>& pets) { (void)pets.scan(filter("lifes"_a > 5)); }
