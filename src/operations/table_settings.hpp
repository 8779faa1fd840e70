#pragma once

#include <dynaco/detail/json/writer.hpp>
#include <dynaco/operations/backup.hpp>
#include <dynaco/operations/table.hpp>
#include <dynaco/schema.hpp>

#include <span>
#include <string_view>
#include <vector>

/// Members of requests that make or change tables.
namespace dynaco::operations {

[[nodiscard]] std::string_view wire_name(billing_mode mode) noexcept;
[[nodiscard]] std::string_view wire_name(stream_view view) noexcept;
[[nodiscard]] std::string_view wire_name(table_class what) noexcept;
[[nodiscard]] std::string_view wire_name(projection what) noexcept;

/// Adds those of `keys` that are not in `to` yet.
void add_definitions(std::vector<key_definition>& to, const detail::key_definitions& keys);
/// `"AttributeDefinitions":[…]`
void write_definitions(json::writer& out, std::span<const key_definition> keys);
/// `"KeySchema":[…]`: the parts of the hash key, then those of the range key.
void write_key_schema(json::writer& out, const detail::key_definitions& hash,
                      const detail::key_definitions& range);
/// `"ProvisionedThroughput":{…}`
void write_throughput(json::writer& out, const throughput& t,
                      std::string_view member = "ProvisionedThroughput");
/// `"OnDemandThroughput":{…}`, nothing if no limit is set.
void write_limits(json::writer& out, const on_demand_limits& limits,
                  std::string_view member = "OnDemandThroughput");
/// The same, with -1 for no limit, which lifts one.
void write_all_limits(json::writer& out, const on_demand_limits& limits);
/// `"WarmThroughput":{…}`, nothing if none is asked for.
void write_warm(json::writer& out, const warm_throughput& warm);
/// The members of an index, without the braces around them. A provisioned table's have their throughput.
void write_index(json::writer& out, const index_definition& index, billing_mode of_the_table);
/// `"StreamSpecification":{…}`
void write_stream(json::writer& out, stream_view view);
/// `"SSESpecification":{…}`; an empty key goes back to the one that DynamoDB owns.
void write_encryption(json::writer& out, std::string_view kms_key,
                      std::string_view member = "SSESpecification");
/// `"Tags":[…]`
void write_tags(json::writer& out, std::span<const table_tag> tags);

/// The members with which a restored table differs from its source.
void write_overrides(json::writer& out, const restore_overrides& overrides);

}  // namespace dynaco::operations
