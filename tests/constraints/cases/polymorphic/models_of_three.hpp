#pragma once

#include "../models.hpp"

#include <variant>

struct KeysOnly {
    std::string owner{};
    std::string id{};
    static constexpr dynaco::index_schema schema{
        .index_name = "keys-only", .hash_key = "owner", .projection = dynaco::projection::keys_only};
};
struct Cat {
    std::string id{};
    std::string owner{};
    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "id", .discriminator = "kind", .kinds = {"cat"}};
    using indexes = dynaco::indexes<KeysOnly>;
};
struct Dog {
    std::string id{};
    std::string owner{};
    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "id", .discriminator = "kind", .kinds = {"dog"}};
    using indexes = dynaco::indexes<KeysOnly>;
};
struct Fish {
    std::string id{};
    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "id", .discriminator = "kind", .kinds = {"fish"}};
};
using Pets = table<std::variant<Cat, Dog>>;
