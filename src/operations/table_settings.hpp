#pragma once

#include <dynaco/detail/json/writer.hpp>
#include <dynaco/operations/backup.hpp>
#include <dynaco/operations/table.hpp>
#include <dynaco/schema.hpp>

#include <span>
#include <string_view>
#include <vector>

/// Writes members of requests that create or change tables.
namespace dynaco::operations {

[[nodiscard]] std::string_view wire_name(billing_mode mode) noexcept;
[[nodiscard]] std::string_view wire_name(stream_view view) noexcept;
[[nodiscard]] std::string_view wire_name(table_class what) noexcept;
[[nodiscard]] std::string_view wire_name(projection what) noexcept;

/// Adds each of `keys` whose name is not in `to` yet.
void add_definitions(std::vector<key_definition>& to, const detail::key_definitions& keys);
/// Writes `"AttributeDefinitions":[…]`.
void write_definitions(detail::json::writer& out, std::span<const key_definition> keys);
/// Writes `"KeySchema":[…]`: the attributes of the hash key, then those of the range key.
void write_key_schema(detail::json::writer& out, const detail::key_definitions& hash,
                      const detail::key_definitions& range);
/// Writes `"ProvisionedThroughput":{…}`.
void write_throughput(detail::json::writer& out, const throughput& t,
                      std::string_view member = "ProvisionedThroughput");
/// Writes `"OnDemandThroughput":{…}`, or nothing if no limit is set.
void write_limits(detail::json::writer& out, const on_demand_limits& limits,
                  std::string_view member = "OnDemandThroughput");
/// Writes `"OnDemandThroughput":{…}` with both limits. A limit that is not set is written as -1, which
/// removes the table's limit.
void write_all_limits(detail::json::writer& out, const on_demand_limits& limits);
/// Writes `"WarmThroughput":{…}`, or nothing if no warm throughput is set.
void write_warm(detail::json::writer& out, const warm_throughput& warm);
/// Writes the members of an index, without the braces around them. A global index has a provisioned
/// throughput or on-demand limits, depending on the billing mode of the table.
void write_index(detail::json::writer& out, const index_definition& index, billing_mode of_the_table);
/// Writes `"StreamSpecification":{…}`. `stream_view::none` disables the stream.
void write_stream(detail::json::writer& out, stream_view view);
/// Writes `"SSESpecification":{…}`. An empty key selects the key that DynamoDB owns.
void write_encryption(detail::json::writer& out, std::string_view kms_key,
                      std::string_view member = "SSESpecification");
/// Writes `"Tags":[…]`.
void write_tags(detail::json::writer& out, std::span<const table_tag> tags);

/// Writes the settings in which a restored table differs from its source.
void write_overrides(detail::json::writer& out, const restore_overrides& overrides);

}  // namespace dynaco::operations
