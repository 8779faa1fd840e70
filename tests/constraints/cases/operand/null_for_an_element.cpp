// first-error: the operand can be NULL, but the attribute.s type cannot hold NULL
// expect-line: attribute_can_be_null<.*Reading.*numbers\[0\]
#include "../models.hpp"

#include <vector>

struct Reading {
    std::string id{};
    std::vector<int> numbers{};
    std::vector<dynaco::nullable<int>> gaps{};

    static constexpr dynaco::schema schema{.table_name = "readings", .hash_key = "id"};
};
void f(dynaco::updates_of<Reading>& changes) {
    changes.add("gaps[0]"_a.set(dynaco::nullable<int>()));
    changes.add("numbers[0]"_a.set(dynaco::nullable<int>()));
}
