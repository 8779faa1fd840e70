// first-error: the operand does not fit the type of the attribute
#include "../models.hpp"

#include <map>
#include <optional>

struct Reading {
    std::string id{};
    std::map<std::string, int> levels{};
    std::map<std::string, std::optional<int>> gaps{};

    static constexpr dynaco::schema schema{.table_name = "readings", .hash_key = "id"};
};
void f(dynaco::updates_of<Reading>& changes, const std::map<std::string, std::optional<int>>& some) {
    changes.add("gaps"_a.set(some));
    changes.add("levels"_a.set(some));
}
