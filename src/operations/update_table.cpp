#include "operations/describe.hpp"
#include "operations/table_settings.hpp"

#include <dynaco/operations/update_table.hpp>

#include <vector>

namespace dynaco {
namespace {

void write_index_update(json::writer& out, const index_update& index) {
    out.plain_key("Update");
    out.begin_object();
    out.member("IndexName", index.name);
    if (index.throughput) operations::write_throughput(out, *index.throughput);
    if (index.on_demand) operations::write_all_limits(out, *index.on_demand);
    operations::write_warm(out, index.warm_throughput);
    out.end_object();
}

void write_index_updates(json::writer& out, const update_table& op) {
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

bool update_table::encode(json::writer& out) const {
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

}  // namespace dynaco
