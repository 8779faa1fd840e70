// first-error: a struct or variant cannot be indexed with a run-time value
// expect-line: member_is_named_in_the_path<.*Reading
#include "../models.hpp"

#include <map>

struct Reading {
    std::string id{};
    Owner owner{};
    std::map<std::string, Owner> owners{};

    static constexpr dynaco::schema schema{.table_name = "readings", .hash_key = "id"};
};
void f(dynaco::updates_of<Reading>& changes, const std::string& name) {
    changes.add("owners"_a[name]["name"_a].set("al"));
    changes.add("owner"_a[name].set("al"));
}
