#pragma once

#include <dynaco/table.hpp>

#include <cstdint>
#include <optional>
#include <string>

/// Models that share a table, distinguished by a discriminator or by their composed keys.
namespace dynaco::test {

struct by_owner {
    std::string owner{};
    std::string id{};
    static constexpr dynaco::index_schema schema{
        .index_name = "by-owner", .hash_key = "owner", .range_key = "id"};
};
struct owners_only {
    std::string owner{};
    std::string id{};
    static constexpr dynaco::index_schema schema{.index_name = "owners-only",
                                                 .hash_key = "owner",
                                                 .range_key = "id",
                                                 .projection = dynaco::projection::keys_only};
};
struct some_of_owners {
    std::string owner{};
    std::string id{};
    int lives = 9;
    static constexpr dynaco::index_schema schema{.index_name = "some-of-owners",
                                                 .hash_key = "owner",
                                                 .range_key = "id",
                                                 .projection = dynaco::projection::include};
};
struct cat {
    std::string id{};
    std::string owner{};
    int lives = 9;
    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "id", .discriminator = "kind", .kinds = {"cat", "old-cat"}};
    using indexes = dynaco::indexes<by_owner, owners_only, some_of_owners>;
};
struct dog {
    std::string id{};
    std::string owner{};
    bool good = true;
    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "id", .discriminator = "kind", .kinds = {"dog"}};
    using indexes = dynaco::indexes<by_owner>;
};

struct by_status {
    composed<"STATUS#{status}"> gsi{};
    std::string status{};
    static constexpr dynaco::index_schema schema{
        .index_name = "by-status", .hash_key = "gsi", .projection = dynaco::projection::keys_only};
};
struct profile {
    composed<"USER#{user_id}"> pk{};
    composed<"PROFILE"> sk{};
    std::string user_id{};
    std::string email{};
    static constexpr dynaco::schema schema{.table_name = "app", .hash_key = "pk", .range_key = "sk"};
};
struct purchase {
    composed<"USER#{user_id}"> pk{};
    composed<"ORDER#{region}#{number:06}"> sk{};
    composed<"STATUS#{status}"> gsi{};
    std::string user_id{};
    std::string region{};
    std::uint32_t number = 0;
    std::optional<std::string> status{};
    static constexpr dynaco::schema schema{.table_name = "app", .hash_key = "pk", .range_key = "sk"};
};

}  // namespace dynaco::test
