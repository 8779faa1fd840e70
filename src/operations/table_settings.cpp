#include "operations/table_settings.hpp"

#include <algorithm>

namespace dynaco::operations {
namespace {

void write_key(detail::json::writer& out, std::string_view name, std::string_view type) {
    out.element();
    out.begin_object();
    out.member("AttributeName", name);
    out.member("KeyType", type);
    out.end_object();
}

void write_projection(detail::json::writer& out, const index_definition& index) {
    out.plain_key("Projection");
    out.begin_object();
    out.member("ProjectionType", wire_name(index.projection));
    if (index.projection == projection::include) {
        out.plain_key("NonKeyAttributes");
        out.begin_array();
        for (const std::string_view name : index.non_key_attributes) {
            out.element();
            if (!out.string(name)) out.fail_in("NonKeyAttributes");
        }
        out.end_array();
    }
    out.end_object();
}

void write_limit(detail::json::writer& out, std::string_view member, std::int64_t units, bool lifts) {
    if (units > 0 || lifts) out.member(member, units > 0 ? units : -1);
}

}  // namespace

std::string_view wire_name(billing_mode mode) noexcept {
    return mode == billing_mode::provisioned ? "PROVISIONED" : "PAY_PER_REQUEST";
}

std::string_view wire_name(stream_view view) noexcept {
    switch (view) {
        case stream_view::none: break;
        case stream_view::keys_only: return "KEYS_ONLY";
        case stream_view::new_image: return "NEW_IMAGE";
        case stream_view::old_image: return "OLD_IMAGE";
        case stream_view::new_and_old_images: return "NEW_AND_OLD_IMAGES";
    }
    return {};
}

std::string_view wire_name(table_class what) noexcept {
    return what == table_class::standard ? "STANDARD" : "STANDARD_INFREQUENT_ACCESS";
}

std::string_view wire_name(projection what) noexcept {
    switch (what) {
        case projection::all: break;
        case projection::keys_only: return "KEYS_ONLY";
        case projection::include: return "INCLUDE";
    }
    return "ALL";
}

void add_definitions(std::vector<key_definition>& to, const detail::key_definitions& keys) {
    for (const key_definition& key : keys)
        if (std::ranges::find(to, key.name, &key_definition::name) == to.end()) to.push_back(key);
}

void write_definitions(detail::json::writer& out, std::span<const key_definition> keys) {
    out.plain_key("AttributeDefinitions");
    out.begin_array();
    for (const key_definition& key : keys) {
        out.element();
        out.begin_object();
        out.member("AttributeName", key.name);
        out.member("AttributeType", dynaco::wire_name(key.type));
        out.end_object();
    }
    out.end_array();
}

void write_key_schema(detail::json::writer& out, const detail::key_definitions& hash,
                      const detail::key_definitions& range) {
    out.plain_key("KeySchema");
    out.begin_array();
    for (const key_definition& key : hash) write_key(out, key.name, "HASH");
    for (const key_definition& key : range) write_key(out, key.name, "RANGE");
    out.end_array();
}

void write_throughput(detail::json::writer& out, const throughput& t, std::string_view member) {
    out.plain_key(member);
    out.begin_object();
    out.member("ReadCapacityUnits", t.read_capacity_units);
    out.member("WriteCapacityUnits", t.write_capacity_units);
    out.end_object();
}

void write_limits(detail::json::writer& out, const on_demand_limits& limits, std::string_view member) {
    if (limits.max_read_request_units <= 0 && limits.max_write_request_units <= 0) return;
    out.plain_key(member);
    out.begin_object();
    write_limit(out, "MaxReadRequestUnits", limits.max_read_request_units, false);
    write_limit(out, "MaxWriteRequestUnits", limits.max_write_request_units, false);
    out.end_object();
}

void write_all_limits(detail::json::writer& out, const on_demand_limits& limits) {
    out.plain_key("OnDemandThroughput");
    out.begin_object();
    write_limit(out, "MaxReadRequestUnits", limits.max_read_request_units, true);
    write_limit(out, "MaxWriteRequestUnits", limits.max_write_request_units, true);
    out.end_object();
}

void write_warm(detail::json::writer& out, const warm_throughput& warm) {
    if (warm.read_units_per_second <= 0 && warm.write_units_per_second <= 0) return;
    out.plain_key("WarmThroughput");
    out.begin_object();
    if (warm.read_units_per_second > 0) out.member("ReadUnitsPerSecond", warm.read_units_per_second);
    if (warm.write_units_per_second > 0) out.member("WriteUnitsPerSecond", warm.write_units_per_second);
    out.end_object();
}

void write_index(detail::json::writer& out, const index_definition& index, billing_mode of_the_table) {
    out.member("IndexName", index.name);
    write_key_schema(out, index.hash_key, index.range_key);
    write_projection(out, index);
    if (index.scope == index_scope::local) return;
    if (of_the_table == billing_mode::provisioned)
        write_throughput(out, index.throughput);
    else
        write_limits(out, index.on_demand);
    write_warm(out, index.warm_throughput);
}

void write_stream(detail::json::writer& out, stream_view view) {
    out.plain_key("StreamSpecification");
    out.begin_object();
    out.member("StreamEnabled", view != stream_view::none);
    if (view != stream_view::none) out.member("StreamViewType", wire_name(view));
    out.end_object();
}

void write_encryption(detail::json::writer& out, std::string_view kms_key, std::string_view member) {
    out.plain_key(member);
    out.begin_object();
    out.member("Enabled", !kms_key.empty());
    if (!kms_key.empty()) {
        out.member("SSEType", "KMS");
        // The service requires a key name only if the key is not this one.
        if (kms_key != "alias/aws/dynamodb") out.member("KMSMasterKeyId", kms_key);
    }
    out.end_object();
}

void write_tags(detail::json::writer& out, std::span<const table_tag> tags) {
    out.plain_key("Tags");
    out.begin_array();
    for (const table_tag& tag : tags) {
        out.element();
        out.begin_object();
        out.member("Key", tag.key);
        out.member("Value", tag.value);
        out.end_object();
    }
    out.end_array();
}

void write_overrides(detail::json::writer& out, const restore_overrides& overrides) {
    if (overrides.billing_mode) out.member("BillingModeOverride", wire_name(*overrides.billing_mode));
    if (overrides.without_indexes) {
        for (const std::string_view member :
             {"GlobalSecondaryIndexOverride", "LocalSecondaryIndexOverride"}) {
            out.plain_key(member);
            out.raw("[]");
        }
    }
    if (overrides.throughput) write_throughput(out, *overrides.throughput, "ProvisionedThroughputOverride");
    write_limits(out, overrides.on_demand, "OnDemandThroughputOverride");
    if (overrides.kms_key) write_encryption(out, *overrides.kms_key, "SSESpecificationOverride");
}

}  // namespace dynaco::operations
