#include "load/bulk/table_definition_copy.hpp"

#include "table/admin/wait.hpp"

#include <dynaco/admin.hpp>

#include <utility>

namespace dynaco::loading {
namespace {

key_definition definition_of(const key_description& key) noexcept {
    return {.name = key.name, .type = key.type};
}

throughput throughput_of(std::int64_t reads, std::int64_t writes) noexcept {
    return {.read_capacity_units = reads, .write_capacity_units = writes};
}

}  // namespace

table_definition_copy::table_definition_copy(const table_description& source, std::string_view name) {
    const bool provisioned = source.billing_mode == billing_mode::provisioned;
    request_.table_name = name;
    request_.hash_key = definition_of(source.hash_keys.front());
    if (!source.range_keys.empty()) request_.range_key = definition_of(source.range_keys.front());
    request_.billing_mode = source.billing_mode;
    if (provisioned)
        request_.throughput = throughput_of(source.read_capacity_units, source.write_capacity_units);
    else
        request_.on_demand = source.on_demand;
    request_.stream = source.stream.view;
    request_.table_class = source.table_class;
    attributes_.reserve(source.indexes.size());
    for (const index_description& each : source.indexes) add(each, provisioned);
    request_.indexes = indexes_;
}

void table_definition_copy::add(const index_description& source, bool provisioned) {
    const auto& attributes =
        attributes_.emplace_back(source.non_key_attributes.begin(), source.non_key_attributes.end());
    index_definition& made = indexes_.emplace_back();
    made.name = source.name;
    made.scope = source.scope;
    for (const key_description& each : source.hash_keys) made.hash_key.add(definition_of(each));
    for (const key_description& each : source.range_keys) made.range_key.add(definition_of(each));
    made.projection = source.projection;
    made.non_key_attributes = attributes;
    if (source.scope == index_scope::local) return;
    if (provisioned)
        made.throughput = throughput_of(source.read_capacity_units, source.write_capacity_units);
    else
        made.on_demand = source.on_demand;
}

awaitable<void> create_like(client from, const table_description& source, client to, std::string name) {
    const table_definition_copy definition(source, name);
    awaitable<result<table_description>> creation = to.send(definition.request());
    const result<table_description> created = co_await std::move(creation);
    if (!created) throw error(created.error());
    detail::table_wait wait(to, name, table_wait_options());
    static_cast<void>(co_await wait.until_active());

    const describe_time_to_live question{.table_name = source.name};
    awaitable<result<time_to_live_description>> asked = from.send(question);
    const result<time_to_live_description> ttl = co_await std::move(asked);
    if (!ttl && ttl.error().cause() == errc::unknown_operation) co_return;  // the engine has no time to live
    if (!ttl) throw error(ttl.error());
    if (!ttl->is_on()) co_return;
    const update_time_to_live change{.table_name = name, .attribute = ttl->attribute};
    awaitable<result<update_time_to_live::response>> changing = to.send(change);
    const auto changed = co_await std::move(changing);
    if (!changed) throw error(changed.error());
}

}  // namespace dynaco::loading
