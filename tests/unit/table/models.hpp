#pragma once

#include <dynaco/table.hpp>

#include <cstdint>
#include <string>
#include <vector>

/// The models of the tests of tables.
namespace dynaco::test {

struct account {
    std::string account_id{};
    std::string email{};
    std::int64_t balance = 0;
    std::vector<std::string> tags{};

    static constexpr dynaco::schema schema{.table_name = "accounts",
                                           .hash_key = "account_id",
                                           .attributes = {{.member = "account_id", .name = "id"}}};
};

struct by_item {
    std::string item_id{};
    std::string order_id{};
    static constexpr dynaco::index_schema schema{.index_name = "by-item",
                                                 .hash_key = "item_id",
                                                 .range_key = "order_id",
                                                 .projection = dynaco::projection::keys_only};
};
struct by_price {
    std::string order_id{};
    number price{};
    int quantity = 0;
    static constexpr dynaco::index_schema schema{.index_name = "by-price",
                                                 .hash_key = "order_id",
                                                 .range_key = "price",
                                                 .projection = dynaco::projection::include,
                                                 .scope = dynaco::index_scope::local};
};
struct order {
    std::string order_id{};
    std::string item_id{};
    number price{};
    int quantity = 0;

    static constexpr dynaco::schema schema{
        .table_name = "orders", .hash_key = "order_id", .range_key = "item_id"};
    using indexes = dynaco::indexes<by_item, by_price>;
};

}  // namespace dynaco::test
