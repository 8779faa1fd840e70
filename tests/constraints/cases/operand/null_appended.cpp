// first-error: the operand does not fit the type of the attribute
#include "../models.hpp"

#include <optional>
#include <vector>

struct Reading {
    std::string id{};
    std::vector<int> numbers{};

    static constexpr dynaco::schema schema{.table_name = "readings", .hash_key = "id"};
};
void f(dynaco::updates_of<Reading>& changes, const std::vector<dynaco::nullable<int>>& some) {
    changes.add("numbers"_a.set("numbers"_a.append(some)));
}
