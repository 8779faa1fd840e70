#include "operations/describe.hpp"
#include "operations/table_settings.hpp"

#include <dynaco/operations/create_table.hpp>

#include <algorithm>
#include <vector>

namespace dynaco {
namespace {

key_definitions keys_of(const key_definition& key) {
    key_definitions keys;
    if (!key.name.empty()) keys.add(key);
    return keys;
}

void write_indexes(json::writer& out, const create_table& op, index_scope scope, std::string_view member) {
    if (std::ranges::none_of(op.indexes, [scope](const auto& i) { return i.scope == scope; })) return;
    out.plain_key(member);
    out.begin_array();
    for (const index_definition& index : op.indexes) {
        if (index.scope != scope) continue;
        out.element();
        out.begin_object();
        operations::write_index(out, index, op.billing_mode);
        out.end_object();
    }
    out.end_array();
}

// Each key attribute once, however many indexes use it.
std::vector<key_definition> definitions_of(const create_table& op) {
    std::vector<key_definition> keys;
    operations::add_definitions(keys, keys_of(op.hash_key));
    operations::add_definitions(keys, keys_of(op.range_key));
    for (const index_definition& index : op.indexes) {
        operations::add_definitions(keys, index.hash_key);
        operations::add_definitions(keys, index.range_key);
    }
    return keys;
}

void write_capacity_mode(json::writer& out, const create_table& op) {
    out.member("BillingMode", operations::wire_name(op.billing_mode));
    if (op.billing_mode == billing_mode::provisioned)
        operations::write_throughput(out, op.throughput);
    else
        operations::write_limits(out, op.on_demand);
    operations::write_warm(out, op.warm_throughput);
}

}  // namespace

bool create_table::encode(json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    operations::write_definitions(out, definitions_of(*this));
    operations::write_key_schema(out, keys_of(hash_key), keys_of(range_key));
    write_indexes(out, *this, index_scope::global, "GlobalSecondaryIndexes");
    write_indexes(out, *this, index_scope::local, "LocalSecondaryIndexes");
    write_capacity_mode(out, *this);
    if (stream != stream_view::none) operations::write_stream(out, stream);
    if (table_class != table_class::standard) out.member("TableClass", operations::wire_name(table_class));
    if (deletion_protection) out.member("DeletionProtectionEnabled", true);
    if (!kms_key.empty()) operations::write_encryption(out, kms_key);
    if (!resource_policy.empty()) out.member("ResourcePolicy", resource_policy);
    if (!tags.empty()) operations::write_tags(out, tags);
    out.end_object();
    return true;
}

result<create_table::response> create_table::decode(std::string_view body) {
    return operations::decode_table(body, "TableDescription");
}

}  // namespace dynaco
