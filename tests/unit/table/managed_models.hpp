#pragma once

#include <dynaco/table.hpp>

#include <cstdint>
#include <optional>
#include <string>

/// The models of the tests of versions and times.
namespace dynaco::test {

struct document {
    std::string id{};
    std::string text{};
    int version = 0;

    static constexpr dynaco::schema schema{.table_name = "documents", .hash_key = "id", .version = "version"};
    friend bool operator==(const document&, const document&) = default;
};

struct note {
    std::string id{};
    std::string text{};
    std::optional<std::uint8_t> revision{};
    std::int64_t created = 0;
    std::optional<std::int64_t> updated{};

    static constexpr dynaco::schema schema{
        .table_name = "notes",
        .hash_key = "id",
        .version = "revision",
        .created_at = "created",
        .updated_at = "updated",
        .attributes = {{.member = "revision", .name = "rev"}, {.member = "updated", .name = "changed"}}};
    friend bool operator==(const note&, const note&) = default;
};

struct stamped {  // times, but no version
    std::string id{};
    std::int64_t updated = 0;

    static constexpr dynaco::schema schema{.table_name = "stamps", .hash_key = "id", .updated_at = "updated"};
    friend bool operator==(const stamped&, const stamped&) = default;
};

/// The time of the fake world: 2026-01-01.
inline constexpr std::int64_t birthday_seconds = 1'767'225'600;

}  // namespace dynaco::test
