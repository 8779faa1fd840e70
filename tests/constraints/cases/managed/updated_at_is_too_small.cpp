// first-error: must be made of a std::chrono::sys_time
// expect-line: member_holds_a_time<Model,.*changed.*int
#include "../models.hpp"

struct Model {
    std::string id{};
    int changed = 0;

    static constexpr dynaco::schema schema{.table_name = "models", .hash_key = "id", .updated_at = "changed"};
};

void f(const dynaco::client& db) { table<Model> models{db}; }
