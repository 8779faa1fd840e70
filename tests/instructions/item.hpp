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

/// The item whose way in and out is counted: one of each common kind of attribute, about 1 KB.
struct counted_item {
    std::string pk = "customer-0000000042";
    std::int64_t sk = 7;
    std::string name = "Wilhelmina Featherstonehaugh";
    std::string email = "wilhelmina@featherstone.example";
    std::int64_t count = 1742;
    double price = 1299.95;
    bool active = true;
    std::set<std::string> tags{"express", "gift", "insured"};
    counted_address address{"221b Baker Street", "London", "NW1 6XE"};
    std::vector<std::int64_t> scores{17, 29, 311, 4242, 5};
    std::int64_t created = 1'767'225'600;
    std::string payload = std::string(500, 'x');

    static constexpr dynaco::schema schema{.table_name = "bench", .hash_key = "pk", .range_key = "sk"};
};

}  // namespace dynaco::test
