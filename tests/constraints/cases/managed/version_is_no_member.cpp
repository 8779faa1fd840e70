// first-error: is not a member of the model
// expect-line: managed_member_is_in_the_model<Model,.*revision
#include "../models.hpp"

struct Model {
    std::string id{};
    int version = 0;

    static constexpr dynaco::schema schema{.table_name = "models", .hash_key = "id", .version = "revision"};
};

void f(const dynaco::client& db) { table<Model> models{db}; }
