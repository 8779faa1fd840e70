#include "operations/reply.hpp"
#include "operations/table_description.hpp"
#include "operations/table_settings.hpp"

#include <dynaco/operations/table.hpp>

#include <algorithm>
#include <vector>

namespace dynaco {
namespace {

detail::key_definitions keys_of(const key_definition& key) {
    detail::key_definitions keys;
    if (!key.name.empty()) keys.add(key);
    return keys;
}

void write_indexes(detail::json::writer& out, const create_table& op, index_scope scope,
                   std::string_view member) {
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

// The key attributes of the table and its indexes, each once.
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

void write_capacity_mode(detail::json::writer& out, const create_table& op) {
    out.member("BillingMode", operations::wire_name(op.billing_mode));
    if (op.billing_mode == billing_mode::provisioned)
        operations::write_throughput(out, op.throughput);
    else
        operations::write_limits(out, op.on_demand);
    operations::write_warm(out, op.warm_throughput);
}

}  // namespace

bool create_table::encode(detail::json::writer& out) const {
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

namespace {

void write_index_update(detail::json::writer& out, const index_update& index) {
    out.plain_key("Update");
    out.begin_object();
    out.member("IndexName", index.name);
    if (index.throughput) operations::write_throughput(out, *index.throughput);
    if (index.on_demand) operations::write_all_limits(out, *index.on_demand);
    operations::write_warm(out, index.warm_throughput);
    out.end_object();
}

void write_index_updates(detail::json::writer& out, const update_table& op) {
    if (op.indexes.empty() && !op.create_index && op.delete_index.empty()) return;
    out.plain_key("GlobalSecondaryIndexUpdates");
    out.begin_array();
    const auto element = [&out](const auto& write) {
        out.element();
        out.begin_object();
        write();
        out.end_object();
    };
    for (const index_update& index : op.indexes) element([&] { write_index_update(out, index); });
    if (op.create_index)
        element([&] {
            out.plain_key("Create");
            out.begin_object();
            operations::write_index(out, *op.create_index, op.paid_by);
            out.end_object();
        });
    if (!op.delete_index.empty())
        element([&] {
            out.plain_key("Delete");
            out.begin_object();
            out.member("IndexName", op.delete_index);
            out.end_object();
        });
    out.end_array();
}

}  // namespace

bool update_table::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    if (create_index) {
        std::vector<key_definition> keys;
        operations::add_definitions(keys, create_index->hash_key);
        operations::add_definitions(keys, create_index->range_key);
        operations::write_definitions(out, keys);
    }
    if (billing_mode) out.member("BillingMode", operations::wire_name(*billing_mode));
    if (throughput) operations::write_throughput(out, *throughput);
    if (on_demand) operations::write_all_limits(out, *on_demand);
    operations::write_warm(out, warm_throughput);
    write_index_updates(out, *this);
    if (stream) operations::write_stream(out, *stream);
    if (table_class) out.member("TableClass", operations::wire_name(*table_class));
    if (deletion_protection) out.member("DeletionProtectionEnabled", *deletion_protection);
    if (kms_key) operations::write_encryption(out, *kms_key);
    out.end_object();
    return true;
}

result<update_table::response> update_table::decode(std::string_view body) {
    return operations::decode_table(body, "TableDescription");
}

bool delete_table::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    out.end_object();
    return true;
}

result<delete_table::response> delete_table::decode(std::string_view body) {
    return operations::decode_table(body, "TableDescription");
}

bool describe_table::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    out.end_object();
    return true;
}

result<describe_table::response> describe_table::decode(std::string_view body) {
    return operations::decode_table(body, "Table");
}

namespace {

bool read_names(detail::json::reader& in, std::vector<std::string>& names) {
    return detail::json::read_array(in, [&] { return operations::read_string(in, names.emplace_back()); });
}

}  // namespace

bool list_tables::encode(detail::json::writer& out) const {
    out.begin_object();
    if (!exclusive_start_table_name.empty())
        out.member("ExclusiveStartTableName", exclusive_start_table_name);
    if (limit > 0) out.member("Limit", limit);
    out.end_object();
    return true;
}

result<list_tables::response> list_tables::decode(std::string_view body) {
    response r;
    const auto read = operations::read_reply(body, [&r](detail::json::reader& in, std::string_view name) {
        if (name == "TableNames") return read_names(in, r.table_names);
        if (name == "LastEvaluatedTableName") return operations::read_string(in, r.last_evaluated_table_name);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

}  // namespace dynaco
