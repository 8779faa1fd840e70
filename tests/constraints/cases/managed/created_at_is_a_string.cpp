// first-error: must be made of a std::chrono::sys_time
// expect-line: member_holds_a_time<Model,.*made
#include "../models.hpp"

struct Model {
    std::string id{};
    std::string made{};

    static constexpr dynaco::schema schema{.table_name = "models", .hash_key = "id", .created_at = "made"};
};

void f(const dynaco::client& db) { table<Model> models{db}; }
