#pragma once

#include "models.hpp"

struct Document {
    std::string id{};
    std::string text{};
    int version = 0;
    std::int64_t created_at = 0;
    std::int64_t updated_at = 0;

    static constexpr dynaco::schema schema{.table_name = "documents",
                                           .hash_key = "id",
                                           .version = "version",
                                           .created_at = "created_at",
                                           .updated_at = "updated_at"};
};
