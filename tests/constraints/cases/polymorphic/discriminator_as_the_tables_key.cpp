// first-error: the discriminator cannot be a key of the table
// expect-line: discriminator_is_not_a_key<Bird,.*kind
#include "../models.hpp"

struct Bird {
    std::string id{};
    static constexpr dynaco::schema schema{.table_name = "birds",
                                           .hash_key = "id",
                                           .range_key = "kind",
                                           .discriminator = "kind",
                                           .kinds = {"bird"}};
};

void f(dynaco::client db) { table<Bird> birds{db}; }
