// first-error: dynaco: the index.s struct needs a schema
// expect-line: index_has_a_schema<ByText>
#include "../models.hpp"

struct ByText {
    std::string id{};
    std::string text{};
};
struct Thing {
    std::string id{};
    std::string text{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
    using indexes = dynaco::indexes<ByText>;
};

auto f(dynaco::client db) { return table<Thing>(db).create(); }
