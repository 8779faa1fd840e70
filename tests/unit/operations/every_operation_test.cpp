#include <dynaco.hpp>
#include <dynaco/operations/backup.hpp>
#include <dynaco/operations/document.hpp>
#include <dynaco/operations/table.hpp>
#include <dynaco/operations/table_settings.hpp>
#include <dynaco/operations/transaction.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Every operation of the DynamoDB and DynamoDB Streams APIs can be sent.
namespace dynaco::every_operation_test {
namespace {

struct reachable {
    operation_info info;
    bool typed;
};

template <operation... Op>
std::vector<reachable> typed() {
    return {{Op::info, true}...};
}
template <operation... Op>
std::vector<reachable> documents() {
    return {{Op::info, false}...};
}

// An operation that gets a typed form moves from `documents` to `typed`.
const std::vector<reachable>& all_operations() {
    static const std::vector<reachable> all = [] {
        std::vector<reachable> list =
            typed<batch_execute_statement, batch_get_item, batch_write_item, create_table, delete_item,
                  delete_table, describe_stream, describe_table, execute_statement, execute_transaction,
                  get_item, get_records, get_shard_iterator, list_streams, list_tables, put_item, query, scan,
                  update_item, create_backup, delete_backup, describe_backup, describe_continuous_backups,
                  describe_time_to_live, list_backups, list_tags_of_resource, restore_table_from_backup,
                  restore_table_to_point_in_time, tag_resource, transact_get_items, transact_write_items,
                  untag_resource, update_continuous_backups, update_table, update_time_to_live>();
        const std::vector<reachable> others = documents<
            cancel_bulk_operation, create_global_table, delete_resource_policy, describe_contributor_insights,
            describe_bulk_operation, describe_endpoints, describe_export, describe_global_table,
            describe_global_table_settings, describe_import, describe_kinesis_streaming_destination,
            describe_limits, describe_table_replica_auto_scaling, disable_kinesis_streaming_destination,
            enable_kinesis_streaming_destination, export_table_to_point_in_time, get_resource_policy,
            import_table, list_bulk_operations, list_contributor_insights, list_exports, list_global_tables,
            list_imports, put_resource_policy, start_bulk_put_items, update_contributor_insights,
            update_global_table, update_global_table_settings, update_kinesis_streaming_destination,
            update_table_replica_auto_scaling>();
        list.insert(list.end(), others.begin(), others.end());
        return list;
    }();
    return all;
}

// The API reference of 2026, "API operations".
constexpr auto api_names = std::to_array<std::string_view>({
    "BatchExecuteStatement",
    "BatchGetItem",
    "BatchWriteItem",
    "CancelBulkOperation",
    "CreateBackup",
    "CreateGlobalTable",
    "CreateTable",
    "DeleteBackup",
    "DeleteItem",
    "DeleteResourcePolicy",
    "DeleteTable",
    "DescribeBackup",
    "DescribeBulkOperation",
    "DescribeContinuousBackups",
    "DescribeContributorInsights",
    "DescribeEndpoints",
    "DescribeExport",
    "DescribeGlobalTable",
    "DescribeGlobalTableSettings",
    "DescribeImport",
    "DescribeKinesisStreamingDestination",
    "DescribeLimits",
    "DescribeTable",
    "DescribeTableReplicaAutoScaling",
    "DescribeTimeToLive",
    "DisableKinesisStreamingDestination",
    "EnableKinesisStreamingDestination",
    "ExecuteStatement",
    "ExecuteTransaction",
    "ExportTableToPointInTime",
    "GetItem",
    "GetResourcePolicy",
    "ImportTable",
    "ListBackups",
    "ListBulkOperations",
    "ListContributorInsights",
    "ListExports",
    "ListGlobalTables",
    "ListImports",
    "ListTables",
    "ListTagsOfResource",
    "PutItem",
    "PutResourcePolicy",
    "Query",
    "RestoreTableFromBackup",
    "RestoreTableToPointInTime",
    "Scan",
    "StartBulkPutItems",
    "TagResource",
    "TransactGetItems",
    "TransactWriteItems",
    "UntagResource",
    "UpdateContinuousBackups",
    "UpdateContributorInsights",
    "UpdateGlobalTable",
    "UpdateGlobalTableSettings",
    "UpdateItem",
    "UpdateKinesisStreamingDestination",
    "UpdateTable",
    "UpdateTableReplicaAutoScaling",
    "UpdateTimeToLive",
});
constexpr auto streams_names =
    std::to_array<std::string_view>({"DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"});

template <std::size_t N>
std::vector<std::string_view> missing(const std::array<std::string_view, N>& names, std::string_view target) {
    std::vector<std::string_view> none;
    for (const std::string_view name : names)
        if (std::ranges::none_of(all_operations(), [&](const reachable& r) {
                return r.info.name == name && r.info.target == target;
            }))
            none.push_back(name);
    return none;
}

TEST(EveryOperation, IsReachable) {
    EXPECT_EQ(api_names.size(), 61u);
    EXPECT_EQ(missing(api_names, "DynamoDB_20120810"), std::vector<std::string_view>{});
    EXPECT_EQ(missing(streams_names, "DynamoDBStreams_20120810"), std::vector<std::string_view>{});
    EXPECT_EQ(all_operations().size(), api_names.size() + streams_names.size());
}

TEST(EveryOperation, HasOneForm) {
    std::set<std::string_view> names;
    for (const reachable& each : all_operations())
        EXPECT_TRUE(names.insert(each.info.name).second) << each.info.name;
}

TEST(EveryOperation, ThatOnlyReadsSaysSo) {
    const std::set<std::string_view> reads_under_another_name{"BatchGetItem", "Query", "Scan",
                                                              "TransactGetItems"};
    for (const reachable& each : all_operations())
        EXPECT_EQ(each.info.writes, !detail::reads_by_name(each.info.name) &&
                                        !reads_under_another_name.contains(each.info.name))
            << each.info.name;
}

TEST(EveryOperation, OfItemsAndStreamsIsTyped) {
    for (const reachable& each : all_operations()) {
        if (each.info.name.ends_with("Item") || each.info.target == streams_target) {
            EXPECT_TRUE(each.typed) << each.info.name;
        }
    }
}

}  // namespace
}  // namespace dynaco::every_operation_test
