#pragma once

#include <dynaco.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// The models of the cases. Functions of a case are never called: it is only compiled.

using namespace dynaco::literals;
using dynaco::awaitable;
using dynaco::filter;
using dynaco::table;
using dynaco::when;

struct Owner {
    std::string name{};
    int age = 0;
};

struct Account {
    std::string account_id{};
    std::string email{};
    std::int64_t balance = 0;
    std::optional<std::string> description{};
    std::vector<std::string> tags{};
    std::set<std::string> roles{};
    std::map<std::string, std::string> labels{};
    std::optional<Owner> owner{};

    static constexpr dynaco::schema schema{.table_name = "accounts", .hash_key = "account_id"};
};

struct ByItem {
    std::string item_id{};
    std::string order_id{};

    static constexpr dynaco::index_schema schema{.index_name = "by-item",
                                                 .hash_key = "item_id",
                                                 .range_key = "order_id",
                                                 .projection = dynaco::projection::keys_only};
};

struct Order {
    std::string order_id{};
    std::string item_id{};
    dynaco::number price{};
    int quantity = 0;

    static constexpr dynaco::schema schema{
        .table_name = "orders", .hash_key = "order_id", .range_key = "item_id"};
    using indexes = dynaco::indexes<ByItem>;
};
