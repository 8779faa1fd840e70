// first-error: dynaco: the model.s schema has no .table_name
#include "../models.hpp"

struct Thing {
    std::string id{};

    static constexpr dynaco::schema schema{.hash_key = "id"};
};

void g(const dynaco::client& db) { const dynaco::stream_reader<Thing> changes{db}; }
