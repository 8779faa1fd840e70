#pragma once

#include "../models.hpp"

using dynaco::key_values;

/// A model with an index whose keys have several members.
struct ByRegion {
    std::string match_id{};
    std::string tournament{};
    int year = 0;
    std::string round{};
    int court = 0;

    static constexpr dynaco::index_schema schema{
        .index_name = "by-region", .hash_key = {"tournament", "year"}, .range_key = {"round", "court"}};
};

struct Match {
    std::string match_id{};
    std::string tournament{};
    int year = 0;
    std::string round{};
    int court = 0;

    static constexpr dynaco::schema schema{.table_name = "matches", .hash_key = "match_id"};
    using indexes = dynaco::indexes<ByRegion>;
};
