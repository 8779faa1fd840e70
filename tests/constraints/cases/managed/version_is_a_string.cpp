// first-error: the version must be an integer
// expect-line: version_is_an_integer<Model,.*version
#include "../models.hpp"

struct Model {
    std::string id{};
    std::string version{};

    static constexpr dynaco::schema schema{.table_name = "models", .hash_key = "id", .version = "version"};
};

void f(const dynaco::client& db) { table<Model> models{db}; }
