// first-error: the alternatives of a variant have members of different types at this path
// expect-line: alternatives_have_one_type<.*Reading.*either.size
#include "../models.hpp"

#include <variant>

struct Box {
    std::string name{};
    int size = 0;
};
struct Shirt {
    std::string name{};
    std::string size{};
};
struct Reading {
    std::string id{};
    std::variant<Box, Shirt> either{};

    static constexpr dynaco::schema schema{.table_name = "readings", .hash_key = "id"};
};
void f(dynaco::updates_of<Reading>& changes) {
    changes.add("either.name"_a.set("a"));
    changes.add("either.size"_a.set(5));
}
