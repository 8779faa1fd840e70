// alone
// first-error: dynaco: include <dynaco/polymorphic.hpp> for a table of several models
// most-lines: 15
#include <dynaco/table.hpp>

#include <string>
#include <variant>

struct account {
    std::string id{};
    static constexpr dynaco::schema schema{.table_name = "accounts", .hash_key = "id"};
};

dynaco::table<std::variant<account>> all(const dynaco::client& db) { return dynaco::table<std::variant<account>>(db); }
