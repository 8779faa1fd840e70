// first-error: must be different members
// expect-line: managed_members_are_distinct<Model>
#include "../models.hpp"

struct Model {
    std::string id{};
    std::int64_t time = 0;

    static constexpr dynaco::schema schema{
        .table_name = "models", .hash_key = "id", .created_at = "time", .updated_at = "time"};
};

void f(const dynaco::client& db) { table<Model> models{db}; }
