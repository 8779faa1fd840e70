// first-error: the operand can be NULL, but the attribute.s type cannot hold NULL
// expect-line: attribute_can_be_null<.*Reading.*name
#include "../models.hpp"

struct Reading {
    std::string id{};
    std::string name{};
    std::string note{};

    static constexpr dynaco::schema schema{
        .table_name = "readings", .hash_key = "id", .attributes = {{.member = "name", .required = true}}};
};
void f(dynaco::updates_of<Reading>& changes) {
    changes.add("note"_a.set(dynaco::nullable<std::string>()));
    changes.add("name"_a.set(dynaco::nullable<std::string>()));
}
