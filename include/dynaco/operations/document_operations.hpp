#pragma once

#include <dynaco/operations/document_operation.hpp>

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
