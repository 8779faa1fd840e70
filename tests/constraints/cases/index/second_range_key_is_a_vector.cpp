// first-error: a key must be a string, a number or binary
// expect-line: key_is_a_string_number_or_binary<ByName,.*tags
#include "../models.hpp"

struct ByName {
    std::string name{};
    int year = 0;
    std::vector<std::string> tags{};

    static constexpr dynaco::index_schema schema{
        .index_name = "by-name", .hash_key = "name", .range_key = {"year", "tags"}};
};

struct Thing {
    std::string id{};
    std::string name{};
    int year = 0;
    std::vector<std::string> tags{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
    using indexes = dynaco::indexes<ByName>;
};

auto f(const table<Thing>& things) { return things.index<ByName>(); }
