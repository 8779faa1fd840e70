// first-error: created_at and updated_at must contain a std::chrono::sys_time, or be 64-bit integers \(seconds since 1970\)
// expect-line: member_holds_a_time<Model,.*changed.*int
#include "../models.hpp"

struct Model {
    std::string id{};
    int changed = 0;

    static constexpr dynaco::schema schema{.table_name = "models", .hash_key = "id", .updated_at = "changed"};
};

void f(const dynaco::client& db) { table<Model> models{db}; }
