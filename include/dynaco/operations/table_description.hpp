#pragma once

#include <dynaco/core/attribute_type.hpp>
#include <dynaco/model/schema.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace dynaco {

/// TableStatus; `unknown` for a status that this version does not know.
enum class table_status { creating, updating, deleting, active, inaccessible, archiving, archived, unknown };

/// A key of a table or index.
struct key_description {
    std::string name{};
    attribute_type type = attribute_type::S;
};

/// An index as DescribeTable shows it.
struct index_description {
    std::string name{};
    std::string status{};  ///< "ACTIVE"; empty for local indexes.
    index_scope scope = index_scope::global;
    dynaco::projection projection = projection::all;
    std::vector<key_description> hash_keys{};
    std::vector<key_description> range_keys{};
    std::uint64_t item_count = 0;
};

/// A table as DescribeTable, CreateTable and DeleteTable show it.
struct table_description {
    std::string name{};
    std::string arn{};
    table_status status = table_status::unknown;
    dynaco::billing_mode billing_mode = billing_mode::provisioned;
    std::vector<key_description> hash_keys{};
    std::vector<key_description> range_keys{};
    std::vector<index_description> indexes{};
    std::uint64_t item_count = 0;  ///< Brought up to date about every six hours.
    std::uint64_t size_bytes = 0;  ///< The same.
    std::int64_t read_capacity_units = 0;
    std::int64_t write_capacity_units = 0;
    std::chrono::system_clock::time_point created{};
};

}  // namespace dynaco
