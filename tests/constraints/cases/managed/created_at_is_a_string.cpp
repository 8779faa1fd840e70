// first-error: created_at and updated_at must contain a std::chrono::sys_time, or be 64-bit integers \(seconds since 1970\)
// expect-line: member_holds_a_time<Model,.*made
#include "../models.hpp"

struct Model {
    std::string id{};
    std::string made{};

    static constexpr dynaco::schema schema{.table_name = "models", .hash_key = "id", .created_at = "made"};
};

void f(const dynaco::client& db) { table<Model> models{db}; }
