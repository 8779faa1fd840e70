// first-error: a key cannot be the version
// expect-line: managed_member_is_not_a_key<Model,.*number
#include "../models.hpp"

struct Model {
    std::string id{};
    int number = 0;

    static constexpr dynaco::schema schema{
        .table_name = "models", .hash_key = "id", .range_key = "number", .version = "number"};
};

void f(const dynaco::client& db) { table<Model> models{db}; }
