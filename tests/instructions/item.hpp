#pragma once

#include <dynaco/model/record_codec.hpp>
#include <dynaco/model/schema.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace dynaco::test {

struct counted_address {
    std::string street{};
    std::string city{};
    std::string zip{};
};

/// The item whose way in and out is counted: one of each common kind of attribute.
struct counted_item {
    std::string pk{};
    std::int64_t sk = 0;
    std::string name{};
    std::string email{};
    std::int64_t count = 0;
    double price = 0;
    bool active = false;
    std::set<std::string> tags{};
    counted_address address{};
    std::vector<std::int64_t> scores{};
    std::int64_t created = 0;
    std::string payload{};

    static constexpr dynaco::schema schema{.table_name = "bench", .hash_key = "pk", .range_key = "sk"};
};

/// About 1 KB as DynamoDB-JSON.
inline counted_item one_item() {
    return {.pk = "customer-0000000042",
            .sk = 7,
            .name = "Wilhelmina Featherstonehaugh",
            .email = "wilhelmina@featherstone.example",
            .count = 1742,
            .price = 1299.95,
            .active = true,
            .tags = {"express", "gift", "insured"},
            .address = {.street = "221b Baker Street", .city = "London", .zip = "NW1 6XE"},
            .scores = {17, 29, 311, 4242, 5},
            .created = 1'767'225'600,
            .payload = std::string(500, 'x')};
}

}  // namespace dynaco::test
