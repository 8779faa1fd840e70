#include "operations/describe.hpp"

#include <dynaco/operations/create_table.hpp>

#include <algorithm>
#include <vector>

namespace dynaco {
namespace {

void write_key(json::writer& out, std::string_view name, std::string_view type) {
    out.element();
    out.begin_object();
    out.member("AttributeName", name);
    out.member("KeyType", type);
    out.end_object();
}

using more_keys = std::span<const key_definition>;

void write_key_schema(json::writer& out, const key_definition& hash, const key_definition& range,
                      more_keys more_hash = {}, more_keys more_range = {}) {
    out.plain_key("KeySchema");
    out.begin_array();
    write_key(out, hash.name, "HASH");
    for (const key_definition& key : more_hash) write_key(out, key.name, "HASH");
    if (!range.name.empty()) write_key(out, range.name, "RANGE");
    for (const key_definition& key : more_range) write_key(out, key.name, "RANGE");
    out.end_array();
}

void write_throughput(json::writer& out, const throughput& t) {
    out.plain_key("ProvisionedThroughput");
    out.begin_object();
    out.member("ReadCapacityUnits", t.read_capacity_units);
    out.member("WriteCapacityUnits", t.write_capacity_units);
    out.end_object();
}

void write_projection(json::writer& out, const index_definition& index) {
    out.plain_key("Projection");
    out.begin_object();
    switch (index.projection) {
        case projection::all: out.member("ProjectionType", "ALL"); break;
        case projection::keys_only: out.member("ProjectionType", "KEYS_ONLY"); break;
        case projection::include: out.member("ProjectionType", "INCLUDE"); break;
    }
    if (index.projection == projection::include) {
        out.plain_key("NonKeyAttributes");
        out.begin_array();
        for (const std::string_view name : index.non_key_attributes) {
            out.element();
            out.string(name);
        }
        out.end_array();
    }
    out.end_object();
}

void write_indexes(json::writer& out, const create_table& op, index_scope scope, std::string_view member) {
    if (std::ranges::none_of(op.indexes, [scope](const auto& i) { return i.scope == scope; })) return;
    out.plain_key(member);
    out.begin_array();
    for (const index_definition& index : op.indexes) {
        if (index.scope != scope) continue;
        out.element();
        out.begin_object();
        out.member("IndexName", index.name);
        write_key_schema(out, index.hash_key, index.range_key, index.more_hash_keys, index.more_range_keys);
        write_projection(out, index);
        if (scope == index_scope::global && op.billing_mode == billing_mode::provisioned)
            write_throughput(out, index.throughput);
        out.end_object();
    }
    out.end_array();
}

// Each key attribute once, however many indexes use it.
void write_definitions(json::writer& out, const create_table& op) {
    std::vector<key_definition> keys;
    const auto add = [&keys](const key_definition& key) {
        if (!key.name.empty() && std::ranges::find(keys, key.name, &key_definition::name) == keys.end())
            keys.push_back(key);
    };
    add(op.hash_key);
    add(op.range_key);
    for (const index_definition& index : op.indexes) {
        add(index.hash_key);
        std::ranges::for_each(index.more_hash_keys, add);
        add(index.range_key);
        std::ranges::for_each(index.more_range_keys, add);
    }
    out.plain_key("AttributeDefinitions");
    out.begin_array();
    for (const key_definition& key : keys) {
        out.element();
        out.begin_object();
        out.member("AttributeName", key.name);
        out.member("AttributeType", wire_name(key.type));
        out.end_object();
    }
    out.end_array();
}

}  // namespace

bool create_table::encode(json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    write_definitions(out, *this);
    write_key_schema(out, hash_key, range_key);
    write_indexes(out, *this, index_scope::global, "GlobalSecondaryIndexes");
    write_indexes(out, *this, index_scope::local, "LocalSecondaryIndexes");
    if (billing_mode == billing_mode::pay_per_request) {
        out.member("BillingMode", "PAY_PER_REQUEST");
    } else {
        out.member("BillingMode", "PROVISIONED");
        write_throughput(out, throughput);
    }
    out.end_object();
    return true;
}

result<create_table::response> create_table::decode(std::string_view body) {
    return operations::decode_table(body, "TableDescription");
}

}  // namespace dynaco
