#pragma once

#include <dynaco.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace bench {

struct address {
    std::string street{};
    std::string city{};
    std::string zip{};
};

/// The model that the client reads and writes.
struct item {
    std::string pk{};
    std::int64_t sk = 0;
    std::string name{};
    std::string email{};
    std::int64_t count = 0;
    dynaco::number price{};
    bool active = false;
    std::set<std::string> tags{};
    bench::address address{};
    std::vector<std::int64_t> scores{};
    std::int64_t created = 0;
    std::string payload{};

    static constexpr dynaco::schema schema{.table_name = "bench", .hash_key = "pk", .range_key = "sk"};
};

}  // namespace bench
