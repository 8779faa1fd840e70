#pragma once

#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/detail/model/scalar_codec.hpp>
#include <dynaco/schema.hpp>

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace micro {

struct postal_address {
    std::string street{};
    std::string city{};
    std::string zip{};

    friend bool operator==(const postal_address&, const postal_address&) = default;
};

/// The item that this benchmark and the test of instructions encode and decode: 1024 bytes as DynamoDB-JSON.
struct bench_item {
    std::string pk{};
    std::int64_t sk = 0;
    std::string name{};
    std::string email{};
    std::int64_t count = 0;
    double price = 0;
    bool active = false;
    std::set<std::string> tags{};
    postal_address address{};
    std::vector<std::int64_t> scores{};
    std::int64_t created = 0;
    std::string payload{};

    static constexpr dynaco::schema schema{.table_name = "bench", .hash_key = "pk", .range_key = "sk"};
    friend bool operator==(const bench_item&, const bench_item&) = default;
};

inline constexpr std::size_t item_bytes = 1024;

[[nodiscard]] bench_item make_item(std::int64_t sk);
/// {"pk":{"S":…
[[nodiscard]] std::string item_json(const bench_item& item);
/// The response of GetItem.
[[nodiscard]] std::string get_item_reply();
/// `count` different items.
[[nodiscard]] std::vector<bench_item> make_items(std::size_t count);
/// The response of Query with those items.
[[nodiscard]] std::string query_reply(const std::vector<bench_item>& items);

}  // namespace micro
