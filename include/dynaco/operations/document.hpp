#pragma once

#include <dynaco/detail/core/fixed_string.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/transaction.hpp>
#include <dynaco/types.hpp>

#include <string_view>

namespace dynaco {

namespace detail {

/// A reference to the parameters of a `document_operation`, which must outlive it.
class document_ref {
 public:
    /// No parameters: `{}`.
    constexpr document_ref() noexcept = default;
    /// Refers to `parameters`.
    document_ref(const item& parameters) noexcept  // NOLINT(google-explicit-constructor)
        : parameters_(&parameters) {}

    /// The text of the parameter "TableName"; empty if it is not set.
    [[nodiscard]] std::string_view table() const noexcept;
    /// True if there is a parameter of this name.
    [[nodiscard]] bool has(std::string_view name) const noexcept;
    /// Writes plain JSON: strings, numbers, booleans, NULL, lists and maps as they are, sets as arrays,
    /// binary as base64.
    /// @returns false after `out.fail(…)`
    bool write(json::writer& out) const;
    /// Reads plain JSON. The result has no sets and no binary values, because plain JSON has only arrays and
    /// strings.
    /// @returns the parameters; errc::malformed_reply if the body is not a JSON object
    [[nodiscard]] static result<item> read(std::string_view body);

 private:
    const item* parameters_ = nullptr;
};

/// True for operations whose names say that they change nothing: Describe…, List…, Get….
constexpr bool reads_by_name(std::string_view operation) noexcept {
    return operation.starts_with("Describe") || operation.starts_with("List") || operation.starts_with("Get");
}

}  // namespace detail

/// An operation of the DynamoDB API that has no typed request: it is called by its name, with parameters and
/// response as `item`s that are sent as plain JSON.
///
///     const item which{{"TableName", "orders"}};
///     item answer = co_await db.execute(document_operation<"DescribeContributorInsights">{which});
///
/// The members have the names of the API reference. If the operation has a ClientToken or ClientRequestToken
/// and the parameters do not set it, the call sets a random one. Times are numbers of seconds since 1970.
/// `Writes` says whether the operation changes data; by default it does unless its name starts with Describe,
/// List or Get.
template <fixed_string Name, bool Writes = !detail::reads_by_name(Name.view())>
struct document_operation {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = Name.view(), .writes = Writes};
    using response = item;  ///< The members of the response.

    /// The parameters. Default: none. The item that it refers to must live until the function that takes the
    /// request returns.
    detail::document_ref parameters{};

    /// The parameter "TableName", for error reports, metrics and rate limits; empty if it is not set.
    [[nodiscard]] std::string_view table() const noexcept { return parameters.table(); }
    /// True if the operation has an idempotency token, so DynamoDB applies it once.
    [[nodiscard]] bool idempotent() const noexcept { return !detail::token_member_of(Name.view()).empty(); }
    /// The API member for the idempotency token if the parameters do not set it; else empty.
    [[nodiscard]] std::string_view missing_token() const noexcept {
        return parameters.has(detail::token_member_of(Name.view())) ? ""
                                                                    : detail::token_member_of(Name.view());
    }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const { return parameters.write(out); }
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body) {
        return detail::document_ref::read(body);
    }
};

}  // namespace dynaco

/// The operations without a typed request, as of the API of 2026.
namespace dynaco {

/// DescribeLimits: the account's quotas for provisioned capacity.
using describe_limits = document_operation<"DescribeLimits">;
/// DescribeEndpoints: the regional endpoints.
using describe_endpoints = document_operation<"DescribeEndpoints">;

/// CreateGlobalTable, for global tables of version 2017.11.29. Version 2019.11.21 uses UpdateTable with
/// ReplicaUpdates: send it as `document_operation<"UpdateTable">`.
using create_global_table = document_operation<"CreateGlobalTable">;
/// DescribeGlobalTable, for global tables of version 2017.11.29.
using describe_global_table = document_operation<"DescribeGlobalTable">;
/// DescribeGlobalTableSettings, for global tables of version 2017.11.29.
using describe_global_table_settings = document_operation<"DescribeGlobalTableSettings">;
/// ListGlobalTables, for global tables of version 2017.11.29.
using list_global_tables = document_operation<"ListGlobalTables">;
/// UpdateGlobalTable, for global tables of version 2017.11.29.
using update_global_table = document_operation<"UpdateGlobalTable">;
/// UpdateGlobalTableSettings, for global tables of version 2017.11.29.
using update_global_table_settings = document_operation<"UpdateGlobalTableSettings">;

/// DescribeTableReplicaAutoScaling: the auto scaling settings of the replicas of a global table.
using describe_table_replica_auto_scaling = document_operation<"DescribeTableReplicaAutoScaling">;
/// UpdateTableReplicaAutoScaling: changes the auto scaling settings of the replicas of a global table.
using update_table_replica_auto_scaling = document_operation<"UpdateTableReplicaAutoScaling">;

/// DescribeKinesisStreamingDestination: the status of a table's streaming to Kinesis Data Streams.
using describe_kinesis_streaming_destination = document_operation<"DescribeKinesisStreamingDestination">;
/// DisableKinesisStreamingDestination: stops the streaming to a Kinesis data stream.
using disable_kinesis_streaming_destination = document_operation<"DisableKinesisStreamingDestination">;
/// EnableKinesisStreamingDestination: starts the streaming to a Kinesis data stream.
using enable_kinesis_streaming_destination = document_operation<"EnableKinesisStreamingDestination">;
/// UpdateKinesisStreamingDestination: changes the settings of the streaming to a Kinesis data stream.
using update_kinesis_streaming_destination = document_operation<"UpdateKinesisStreamingDestination">;

/// DescribeContributorInsights: the status of Contributor Insights for a table or index.
using describe_contributor_insights = document_operation<"DescribeContributorInsights">;
/// ListContributorInsights: a page of the tables and indexes with their status of Contributor Insights.
using list_contributor_insights = document_operation<"ListContributorInsights">;
/// UpdateContributorInsights: switches Contributor Insights on or off for a table or index.
using update_contributor_insights = document_operation<"UpdateContributorInsights">;

/// DescribeExport: an export of a table to S3.
using describe_export = document_operation<"DescribeExport">;
/// DescribeImport: an import of a table from S3.
using describe_import = document_operation<"DescribeImport">;
/// ExportTableToPointInTime: starts an export of a table to S3.
using export_table_to_point_in_time = document_operation<"ExportTableToPointInTime">;
/// ImportTable: starts an import from S3 into a new table.
using import_table = document_operation<"ImportTable">;
/// ListExports: a page of the exports to S3.
using list_exports = document_operation<"ListExports">;
/// ListImports: a page of the imports from S3.
using list_imports = document_operation<"ListImports">;

/// StartBulkPutItems: starts to write items from S3 into an existing table.
using start_bulk_put_items = document_operation<"StartBulkPutItems">;
/// DescribeBulkOperation: a bulk operation, such as one that StartBulkPutItems started.
using describe_bulk_operation = document_operation<"DescribeBulkOperation">;
/// CancelBulkOperation: stops a bulk operation. Items that were written stay.
using cancel_bulk_operation = document_operation<"CancelBulkOperation">;
/// ListBulkOperations: a page of the bulk operations of the last 90 days.
using list_bulk_operations = document_operation<"ListBulkOperations">;

/// DeleteResourcePolicy: removes the resource policy of a table or stream.
using delete_resource_policy = document_operation<"DeleteResourcePolicy">;
/// GetResourcePolicy: the resource policy of a table or stream.
using get_resource_policy = document_operation<"GetResourcePolicy">;
/// PutResourcePolicy: sets the resource policy of a table or stream.
using put_resource_policy = document_operation<"PutResourcePolicy">;

}  // namespace dynaco
