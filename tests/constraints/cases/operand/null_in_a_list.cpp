// first-error: the operand does not fit the type of the attribute
#include "../models.hpp"

#include <optional>
#include <vector>

struct Reading {
    std::string id{};
    std::vector<int> numbers{};
    std::vector<std::optional<int>> gaps{};
    std::map<std::string, int> levels{};

    static constexpr dynaco::schema schema{.table_name = "readings", .hash_key = "id"};
};
void f(dynaco::updates_of<Reading>& changes, const std::vector<std::optional<int>>& some) {
    changes.add("gaps"_a.set(some));
    changes.add("numbers"_a.set(some));
}
