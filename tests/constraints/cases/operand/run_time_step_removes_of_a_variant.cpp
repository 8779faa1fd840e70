// first-error: a struct or variant cannot be indexed with a run-time value
// expect-line: member_is_named_in_the_path<.*Reading
#include "../models.hpp"

#include <variant>
#include <vector>

struct Reading {
    std::string id{};
    std::variant<std::vector<int>, Owner> either{};

    static constexpr dynaco::schema schema{.table_name = "readings", .hash_key = "id"};
};
void f(dynaco::updates_of<Reading>& changes, int index) { changes.add("either"_a[index].remove()); }
