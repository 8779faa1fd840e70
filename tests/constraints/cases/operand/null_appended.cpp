// first-error: the attribute cannot be read back from such an operand
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
