#pragma once

#include <dynaco/core/attribute_type.hpp>
#include <dynaco/model/schema.hpp>
#include <dynaco/operations/index_definition.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco {

/// TableStatus; `unknown` for a status that this version does not know.
enum class table_status { creating, updating, deleting, active, inaccessible, archiving, archived, unknown };

/// IndexStatus; `unknown` for a status that this version does not know.
enum class index_status { creating, updating, deleting, active, unknown };

/// A key of a table or index.
struct key_description {
    std::string name{};
    attribute_type type = attribute_type::S;
};

/// An index as DescribeTable shows it.
struct index_description {
    std::string name{};
    std::string arn{};
    index_status status = index_status::active;  ///< Always active for local indexes, which have none.
    bool backfilling = false;                    ///< A new index is being filled from the table.
    index_scope scope = index_scope::global;
    dynaco::projection projection = projection::all;
    std::vector<std::string> non_key_attributes{};  ///< Of projection::include.
    std::vector<key_description> hash_keys{};
    std::vector<key_description> range_keys{};
    std::uint64_t item_count = 0;  ///< Brought up to date about every six hours.
    std::uint64_t size_bytes = 0;  ///< The same.
    std::int64_t read_capacity_units = 0;
    std::int64_t write_capacity_units = 0;
    on_demand_limits on_demand{};
    dynaco::warm_throughput warm_throughput{};
};

/// A table's stream (StreamSpecification and what identifies the stream).
struct table_stream {
    stream_view view = stream_view::none;
    std::string arn{};    ///< Of the latest stream, which may be switched off by now.
    std::string label{};  ///< When it was switched on: text that tells it from earlier streams.
};

/// The key that encrypts a table (SSEDescription). Nothing of it is set with the key that DynamoDB owns.
struct encryption_description {
    std::string status{};  ///< "ENABLED", "UPDATING", …
    std::string type{};    ///< "KMS".
    std::string kms_key_arn{};
    std::chrono::system_clock::time_point inaccessible_since{};

    /// A key of the account encrypts the table, or is about to.
    [[nodiscard]] bool uses_kms() const noexcept {
        return !status.empty() && status != "DISABLED" && status != "DISABLING";
    }
};

/// A table's copy in another region (global tables).
struct replica_description {
    std::string region{};
    std::string status{};  ///< "ACTIVE", "CREATING", …
    std::string status_description{};
    std::string kms_key{};
    std::optional<dynaco::table_class> table_class{};  ///< If it differs from the table's.
};

/// Where a restored table came from (RestoreSummary).
struct restore_description {
    std::string source_backup_arn{};
    std::string source_table_arn{};
    std::chrono::system_clock::time_point restored_to{};  ///< The moment that the data is of.
    bool in_progress = false;
};

/// A table as DescribeTable, CreateTable, UpdateTable and DeleteTable show it.
struct table_description {
    std::string name{};
    std::string arn{};
    std::string id{};
    table_status status = table_status::unknown;
    dynaco::billing_mode billing_mode = billing_mode::provisioned;
    std::vector<key_description> hash_keys{};
    std::vector<key_description> range_keys{};
    std::vector<index_description> indexes{};  ///< The global ones first.
    std::uint64_t item_count = 0;              ///< Brought up to date about every six hours.
    std::uint64_t size_bytes = 0;              ///< The same.
    std::int64_t read_capacity_units = 0;
    std::int64_t write_capacity_units = 0;
    on_demand_limits on_demand{};
    dynaco::warm_throughput warm_throughput{};
    table_stream stream{};
    encryption_description encryption{};
    dynaco::table_class table_class = dynaco::table_class::standard;
    bool deletion_protection = false;
    std::vector<replica_description> replicas{};
    std::optional<restore_description> restored{};
    std::chrono::system_clock::time_point created{};

    /// The index called `index`; null if there is none.
    [[nodiscard]] const index_description* find_index(std::string_view index) const noexcept;
    /// The table and all its indexes are active, and no index is being filled.
    [[nodiscard]] bool is_active() const noexcept;
};

}  // namespace dynaco
