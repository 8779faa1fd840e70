#pragma once

#include <dynaco/attribute_types.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/transaction.hpp>
#include <dynaco/types.hpp>

#include <string_view>

namespace dynaco {

namespace detail {

/// Refers to the parameters of a `document_operation`.
class document_ref {
 public:
    /// None: `{}`.
    constexpr document_ref() noexcept = default;
    document_ref(const item& parameters) noexcept  // NOLINT(google-explicit-constructor)
        : parameters_(&parameters) {}

    /// The text of the parameter called "TableName"; empty if there is none.
    [[nodiscard]] std::string_view table() const noexcept;
    /// Whether there is a parameter of this name.
    [[nodiscard]] bool has(std::string_view name) const noexcept;
    /// Plain JSON: strings, numbers, booleans, NULL, lists and maps as they are, sets as arrays, binary as
    /// base64.
    bool write(json::writer& out) const;
    /// Plain JSON back: no sets and no binary, which plain JSON cannot tell from arrays and strings. Fails
    /// with errc::malformed_reply if the body is no JSON object.
    [[nodiscard]] static result<item> read(std::string_view body);

 private:
    const item* parameters_ = nullptr;
};

/// True for the operations whose names say that they change nothing: Describe…, List…, Get….
constexpr bool reads_by_name(std::string_view operation) noexcept {
    return operation.starts_with("Describe") || operation.starts_with("List") || operation.starts_with("Get");
}

}  // namespace detail

/// An operation of the DynamoDB API by its name, with parameters and answer as plain JSON in `item`s: for
/// what has no typed form.
///
///     const item which{{"TableName", "orders"}};
///     item answer = co_await db.execute(document_operation<"DescribeContributorInsights">{which});
///
/// An operation with a ClientToken or ClientRequestToken gets a random one if none is given
/// (`idempotent_operations`). The names of the members are those of the API reference. Dates come as numbers:
/// seconds since 1970.
template <fixed_string Name, bool Writes = !detail::reads_by_name(Name.view())>
struct document_operation {
    static constexpr operation_info info{.name = Name.view(), .writes = Writes};
    using response = item;

    detail::document_ref parameters{};

    [[nodiscard]] std::string_view table() const noexcept { return parameters.table(); }
    [[nodiscard]] bool idempotent() const noexcept { return !detail::token_member_of(Name.view()).empty(); }
    [[nodiscard]] std::string_view missing_token() const noexcept {
        return parameters.has(detail::token_member_of(Name.view())) ? ""
                                                                    : detail::token_member_of(Name.view());
    }
    bool encode(json::writer& out) const { return parameters.write(out); }
    [[nodiscard]] static result<response> decode(std::string_view body) {
        return detail::document_ref::read(body);
    }
};

}  // namespace dynaco

/// The operations that have no typed form, as the API has them in 2026.
namespace dynaco {

// The account and its endpoints.
using describe_limits = document_operation<"DescribeLimits">;
using describe_endpoints = document_operation<"DescribeEndpoints">;

// Global tables: the version of 2017; that of 2019 is UpdateTable's ReplicaUpdates.
using create_global_table = document_operation<"CreateGlobalTable">;
using describe_global_table = document_operation<"DescribeGlobalTable">;
using describe_global_table_settings = document_operation<"DescribeGlobalTableSettings">;
using list_global_tables = document_operation<"ListGlobalTables">;
using update_global_table = document_operation<"UpdateGlobalTable">;
using update_global_table_settings = document_operation<"UpdateGlobalTableSettings">;

// Auto scaling of replicas: likewise.
using describe_table_replica_auto_scaling = document_operation<"DescribeTableReplicaAutoScaling">;
using update_table_replica_auto_scaling = document_operation<"UpdateTableReplicaAutoScaling">;

// Kinesis Data Streams.
using describe_kinesis_streaming_destination = document_operation<"DescribeKinesisStreamingDestination">;
using disable_kinesis_streaming_destination = document_operation<"DisableKinesisStreamingDestination">;
using enable_kinesis_streaming_destination = document_operation<"EnableKinesisStreamingDestination">;
using update_kinesis_streaming_destination = document_operation<"UpdateKinesisStreamingDestination">;

// Contributor Insights.
using describe_contributor_insights = document_operation<"DescribeContributorInsights">;
using list_contributor_insights = document_operation<"ListContributorInsights">;
using update_contributor_insights = document_operation<"UpdateContributorInsights">;

// Import from and export to S3.
using describe_export = document_operation<"DescribeExport">;
using describe_import = document_operation<"DescribeImport">;
using export_table_to_point_in_time = document_operation<"ExportTableToPointInTime">;
using import_table = document_operation<"ImportTable">;
using list_exports = document_operation<"ListExports">;
using list_imports = document_operation<"ListImports">;

// Resource policies.
using delete_resource_policy = document_operation<"DeleteResourcePolicy">;
using get_resource_policy = document_operation<"GetResourcePolicy">;
using put_resource_policy = document_operation<"PutResourcePolicy">;

}  // namespace dynaco
