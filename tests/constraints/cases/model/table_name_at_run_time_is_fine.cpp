// expect-ok
#include "../models.hpp"

struct Thing {
    std::string id{};

    static constexpr dynaco::schema schema{.hash_key = "id"};
};

table<Thing> f(const dynaco::client& db) { return {db, "things"}; }
void g(const dynaco::client& db) { const dynaco::stream_reader<Thing> changes{db, "things"}; }
