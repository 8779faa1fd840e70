#include "operations/table_description.hpp"

#include "operations/document.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dynaco {

const index_description* table_description::find_index(std::string_view index) const noexcept {
    const auto at = std::ranges::find(indexes, index, &index_description::name);
    return at == indexes.end() ? nullptr : &*at;
}

bool table_description::is_active() const noexcept {
    return status == table_status::active && std::ranges::all_of(indexes, [](const index_description& i) {
               return i.status == index_status::active && !i.backfilling;
           });
}

namespace operations {
namespace {

using detail::json::document;

template <class Enum, std::size_t N>
Enum named(const std::array<std::pair<std::string_view, Enum>, N>& names, std::string_view text,
           Enum otherwise) {
    const auto at = std::ranges::find(names, text, &std::pair<std::string_view, Enum>::first);
    return at == names.end() ? otherwise : at->second;
}

table_status table_status_of(std::string_view text) {
    static constexpr auto names = std::to_array<std::pair<std::string_view, table_status>>({
        {"CREATING", table_status::creating},
        {"UPDATING", table_status::updating},
        {"DELETING", table_status::deleting},
        {"ACTIVE", table_status::active},
        {"INACCESSIBLE_ENCRYPTION_CREDENTIALS", table_status::inaccessible},
        {"ARCHIVING", table_status::archiving},
        {"ARCHIVED", table_status::archived},
    });
    return named(names, text, table_status::unknown);
}

index_status index_status_of(std::string_view text) {
    static constexpr auto names = std::to_array<std::pair<std::string_view, index_status>>({
        {"", index_status::active},  // local indexes have no status
        {"CREATING", index_status::creating},
        {"UPDATING", index_status::updating},
        {"DELETING", index_status::deleting},
        {"ACTIVE", index_status::active},
    });
    return named(names, text, index_status::unknown);
}

projection projection_of(std::string_view text) {
    if (text == "KEYS_ONLY") return projection::keys_only;
    return text == "INCLUDE" ? projection::include : projection::all;
}

stream_view view_of(std::string_view text) {
    static constexpr auto names = std::to_array<std::pair<std::string_view, stream_view>>({
        {"KEYS_ONLY", stream_view::keys_only},
        {"NEW_IMAGE", stream_view::new_image},
        {"OLD_IMAGE", stream_view::old_image},
        {"NEW_AND_OLD_IMAGES", stream_view::new_and_old_images},
    });
    return named(names, text, stream_view::none);
}

table_class class_of(const document& summary) {
    return summary["TableClass"].text() == "STANDARD_INFREQUENT_ACCESS"
               ? table_class::standard_infrequent_access
               : table_class::standard;
}

attribute_type type_of(const document& definitions, std::string_view name) {
    for (const document& each : definitions.elements())
        if (each["AttributeName"].text() == name) return attribute_type_of(each["AttributeType"].text());
    return attribute_type::any;
}

template <class Described>
void read_keys(const document& key_schema, const document& definitions, Described& to) {
    for (const document& key : key_schema.elements()) {
        if (key.is_null()) continue;
        const std::string& name = key["AttributeName"].text();
        auto& list = key["KeyType"].text() == "RANGE" ? to.range_keys : to.hash_keys;
        list.push_back({name, type_of(definitions, name)});
    }
}

// Reads the capacity of a table or an index. A limit of -1 means no limit; it is read as 0.
template <class Described>
void read_capacity_of(const document& from, Described& to) {
    const document& provisioned = from["ProvisionedThroughput"];
    to.read_capacity_units = units_of(provisioned["ReadCapacityUnits"]);
    to.write_capacity_units = units_of(provisioned["WriteCapacityUnits"]);
    const document& limits = from["OnDemandThroughput"];
    to.on_demand = {.max_read_request_units = units_of(limits["MaxReadRequestUnits"]),
                    .max_write_request_units = units_of(limits["MaxWriteRequestUnits"])};
    const document& warm = from["WarmThroughput"];
    to.warm_throughput = {.read_units_per_second = units_of(warm["ReadUnitsPerSecond"]),
                          .write_units_per_second = units_of(warm["WriteUnitsPerSecond"])};
}

void read_indexes(const document& table, std::string_view member, index_scope scope, table_description& to) {
    for (const document& index : table[member].elements()) {
        if (index.is_null()) continue;
        index_description& d = to.indexes.emplace_back();
        d.name = index["IndexName"].text();
        d.arn = index["IndexArn"].text();
        d.status = index_status_of(index["IndexStatus"].text());
        d.backfilling = index["Backfilling"].as_bool();
        d.scope = scope;
        d.projection = projection_of(index["Projection"]["ProjectionType"].text());
        for (const document& name : index["Projection"]["NonKeyAttributes"].elements())
            if (!name.is_null()) d.non_key_attributes.push_back(name.text());
        d.item_count = count_of(index["ItemCount"]);
        d.size_bytes = count_of(index["IndexSizeBytes"]);
        read_keys(index["KeySchema"], table["AttributeDefinitions"], d);
        read_capacity_of(index, d);
    }
}

table_stream stream_of(const document& table) {
    const document& specification = table["StreamSpecification"];
    return {.view = specification["StreamEnabled"].as_bool() ? view_of(specification["StreamViewType"].text())
                                                             : stream_view::none,
            .arn = table["LatestStreamArn"].text(),
            .label = table["LatestStreamLabel"].text()};
}

encryption_description encryption_of(const document& sse) {
    return {.status = sse["Status"].text(),
            .type = sse["SSEType"].text(),
            .kms_key_arn = sse["KMSMasterKeyArn"].text(),
            .inaccessible_since = time_of(sse["InaccessibleEncryptionDateTime"])};
}

void read_replicas(const document& replicas, table_description& to) {
    for (const document& replica : replicas.elements()) {
        if (replica.is_null()) continue;
        replica_description& d = to.replicas.emplace_back();
        d.region = replica["RegionName"].text();
        d.status = replica["ReplicaStatus"].text();
        d.status_description = replica["ReplicaStatusDescription"].text();
        d.kms_key = replica["KMSMasterKeyId"].text();
        if (const document& summary = replica["ReplicaTableClassSummary"]; !summary.is_null())
            d.table_class = class_of(summary);
    }
}

void read_restore(const document& summary, table_description& to) {
    if (summary.is_null()) return;
    to.restored = {.source_backup_arn = summary["SourceBackupArn"].text(),
                   .source_table_arn = summary["SourceTableArn"].text(),
                   .restored_to = time_of(summary["RestoreDateTime"]),
                   .in_progress = summary["RestoreInProgress"].as_bool()};
}

table_description read_table(const document& table) {
    table_description d;
    d.name = table["TableName"].text();
    d.arn = table["TableArn"].text();
    d.id = table["TableId"].text();
    d.status = table_status_of(table["TableStatus"].text());
    if (table["BillingModeSummary"]["BillingMode"].text() == "PAY_PER_REQUEST")
        d.billing_mode = billing_mode::pay_per_request;
    read_keys(table["KeySchema"], table["AttributeDefinitions"], d);
    read_indexes(table, "GlobalSecondaryIndexes", index_scope::global, d);
    read_indexes(table, "LocalSecondaryIndexes", index_scope::local, d);
    d.item_count = count_of(table["ItemCount"]);
    d.size_bytes = count_of(table["TableSizeBytes"]);
    read_capacity_of(table, d);
    d.stream = stream_of(table);
    d.encryption = encryption_of(table["SSEDescription"]);
    d.table_class = class_of(table["TableClassSummary"]);
    d.deletion_protection = table["DeletionProtectionEnabled"].as_bool();
    read_replicas(table["Replicas"], d);
    read_restore(table["RestoreSummary"], d);
    d.created = time_of(table["CreationDateTime"]);
    return d;
}

}  // namespace

result<table_description> decode_table(std::string_view body, std::string_view member) {
    const auto table = decode_object(body, member);
    if (!table) return table.error();
    return read_table(*table);
}

}  // namespace operations
}  // namespace dynaco
