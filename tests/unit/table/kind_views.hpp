#pragma once

#include <dynaco/polymorphic.hpp>

#include <string>
#include <variant>

/// Three models with a discriminator, which is a key of an index too.
namespace dynaco::test {

struct by_keeper {
    std::string keeper{};
    std::string id{};
    static constexpr dynaco::index_schema schema{
        .index_name = "by-keeper", .hash_key = "keeper", .range_key = "id"};
};
struct by_kind {
    std::string kind{};
    std::string keeper{};
    std::string id{};
    static constexpr dynaco::index_schema schema{.index_name = "by-kind",
                                                 .hash_key = "kind",
                                                 .range_key = "keeper",
                                                 .projection = dynaco::projection::keys_only};
};
struct with_kind {
    std::string keeper{};
    std::string id{};
    std::string kind{};
    static constexpr dynaco::index_schema schema{
        .index_name = "with-kind", .hash_key = "keeper", .projection = dynaco::projection::include};
};
using animal_indexes = dynaco::indexes<by_keeper, by_kind, with_kind>;

struct lion {
    std::string id{};
    std::string keeper{};
    int cubs = 2;
    static constexpr dynaco::schema schema{
        .table_name = "zoo", .hash_key = "id", .discriminator = "kind", .kinds = {"lion", "old-lion"}};
    using indexes = animal_indexes;
};
struct bear {
    std::string id{};
    std::string keeper{};
    bool sleeps = true;
    static constexpr dynaco::schema schema{
        .table_name = "zoo", .hash_key = "id", .discriminator = "kind", .kinds = {"bear"}};
    using indexes = animal_indexes;
};
struct seal {
    std::string id{};
    std::string keeper{};
    static constexpr dynaco::schema schema{
        .table_name = "zoo", .hash_key = "id", .discriminator = "kind", .kinds = {"seal"}};
    using indexes = animal_indexes;
};
using animal = std::variant<lion, bear, seal>;
using land_animal = std::variant<lion, bear>;

struct animal_id {
    std::string id{};
};
struct animal_kind {
    std::string id{};
    std::string kind{};
};
struct lion_id {
    std::string id{};
    static constexpr dynaco::map_schema schema{.discriminator = "kind", .kinds = {"lion"}};
};

}  // namespace dynaco::test
