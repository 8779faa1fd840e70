#include "program/definition/create_document.hpp"

#include "program/command.hpp"
#include "program/definition/plain_document.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dynaco::program {
namespace {

constexpr std::array<std::string_view, 20> members_of_a_document{
    "AttributeDefinitions",
    "BillingMode",
    "DeletionProtectionEnabled",
    "GlobalSecondaryIndexes",
    "GlobalTableSettingsReplicationMode",
    "GlobalTableSourceArn",
    "KeySchema",
    "LocalSecondaryIndexes",
    "OnDemandThroughput",
    "PointInTimeRecoverySpecification",
    "ProvisionedThroughput",
    "ResourcePolicy",
    "SSESpecification",
    "StreamSpecification",
    "TableClass",
    "TableName",
    "Tags",
    "TimeToLiveSpecification",
    "VectorIndexes",
    "WarmThroughput",
};

// Members that only a description has.
constexpr std::array<std::string_view, 6> members_of_a_description{
    "TableStatus", "TableArn", "TableId", "CreationDateTime", "ItemCount", "TableSizeBytes"};

bool is_provisioned(const item& description) {
    const std::string mode = text_of(object_of(description, "BillingModeSummary"), "BillingMode");
    return mode.empty() || mode == "PROVISIONED";
}

// DynamoDB describes a limit that is not set as -1.
void add_limits(const item& from, item& to) {
    item limits;
    for (const std::string_view name : {"MaxReadRequestUnits", "MaxWriteRequestUnits"})
        if (const std::int64_t units = whole_of(object_of(from, "OnDemandThroughput"), name); units > 0)
            limits.insert_or_assign(name, units);
    if (!limits.empty()) to.insert_or_assign("OnDemandThroughput", std::move(limits));
}

void add_throughput(const item& from, bool provisioned, item& to) {
    if (!provisioned) return add_limits(from, to);
    to.insert_or_assign("ProvisionedThroughput", members_of(object_of(from, "ProvisionedThroughput"),
                                                            {"ReadCapacityUnits", "WriteCapacityUnits"}));
}

void add_indexes(const item& from, std::string_view kind, bool provisioned, item& to) {
    value::list all;
    for (const value& each : list_of(from, kind)) {
        const item& index = object_in(each);
        item made = members_of(index, {"IndexName", "KeySchema", "Projection", "VectorAttribute",
                                       "SearchSchema", "Dimensions", "DistanceFunction"});
        if (kind == "GlobalSecondaryIndexes") add_throughput(index, provisioned, made);
        all.emplace_back(std::move(made));
    }
    if (!all.empty()) to.insert_or_assign(kind, std::move(all));
}

void add_encryption(const item& from, item& to) {
    const item& described = object_of(from, "SSEDescription");
    const std::string status = text_of(described, "Status");
    if (status != "ENABLED" && status != "ENABLING" && status != "UPDATING") return;
    item made{{"Enabled", true}};
    const std::string type = text_of(described, "SSEType");
    const std::string key = text_of(described, "KMSMasterKeyArn");
    if (!type.empty()) made.insert_or_assign("SSEType", type);
    if (!key.empty()) made.insert_or_assign("KMSMasterKeyId", key);
    to.insert_or_assign("SSESpecification", std::move(made));
}

void add_settings(const item& from, item& to) {
    const item& stream = object_of(from, "StreamSpecification");
    if (is_set(stream, "StreamEnabled"))
        to.insert_or_assign("StreamSpecification", members_of(stream, {"StreamEnabled", "StreamViewType"}));
    const std::string table_class = text_of(object_of(from, "TableClassSummary"), "TableClass");
    if (!table_class.empty()) to.insert_or_assign("TableClass", table_class);
    if (is_set(from, "DeletionProtectionEnabled")) to.insert_or_assign("DeletionProtectionEnabled", true);
    add_encryption(from, to);
}

void add_extras(const table_extras& from, item& to) {
    value::list tags;
    std::ranges::copy_if(from.tags, std::back_inserter(tags), [](const value& tag) {
        return !text_of(object_in(tag), "Key").starts_with("aws:");
    });
    if (!tags.empty()) to.insert_or_assign("Tags", std::move(tags));
    const std::string status = text_of(from.time_to_live, "TimeToLiveStatus");
    if (status == "ENABLED" || status == "ENABLING")
        to.insert_or_assign(
            "TimeToLiveSpecification",
            item{{"AttributeName", text_of(from.time_to_live, "AttributeName")}, {"Enabled", true}});
    const item& recovery = object_of(from.continuous_backups, "PointInTimeRecoveryDescription");
    if (text_of(recovery, "PointInTimeRecoveryStatus") != "ENABLED") return;
    item made = members_of(recovery, {"RecoveryPeriodInDays"});
    made.insert_or_assign("PointInTimeRecoveryEnabled", true);
    to.insert_or_assign("PointInTimeRecoverySpecification", std::move(made));
}

}  // namespace

item create_document(const item& description, const table_extras& extras) {
    const bool provisioned = is_provisioned(description);
    item made = members_of(description, {"TableName", "KeySchema", "AttributeDefinitions"});
    made.insert_or_assign("BillingMode", provisioned ? "PROVISIONED" : "PAY_PER_REQUEST");
    add_throughput(description, provisioned, made);
    for (const std::string_view kind : {"GlobalSecondaryIndexes", "LocalSecondaryIndexes", "VectorIndexes"})
        add_indexes(description, kind, provisioned, made);
    add_settings(description, made);
    add_extras(extras, made);
    return made;
}

std::vector<std::string> left_out_of(const item& description) {
    std::vector<std::string> all;
    std::string regions;
    for (const value& each : list_of(description, "Replicas"))
        (regions += regions.empty() ? "" : ", ") += text_of(object_in(each), "RegionName");
    if (!regions.empty()) all.push_back("replicas (" + regions + ")");
    return all;
}

item document_of_file(const item& content) {
    const item& inner = object_of(content, "Table");
    const item& found = inner.empty() ? content : inner;
    const auto has = [&found](std::string_view member) { return found.contains(member); };
    if (!has("KeySchema") || !has("AttributeDefinitions"))
        throw usage_error(
            "the file is not a table's definition: it has no KeySchema or no AttributeDefinitions; write one "
            "with: dynaco describe TABLE --as-file");
    return std::ranges::any_of(members_of_a_description, has) ? create_document(found, {}) : found;
}

std::vector<std::string> unknown_members(const item& document) {
    std::vector<std::string> all;
    for (const auto& [name, content] : document)
        if (std::ranges::find(members_of_a_document, name) == members_of_a_document.end())
            all.push_back(name);
    return all;
}

}  // namespace dynaco::program
