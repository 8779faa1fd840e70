#include "client/observe/report.hpp"

#include "operations/reply.hpp"

#include <dynaco/observing.hpp>

#include <algorithm>
#include <optional>
#include <string_view>

namespace dynaco {
namespace {

void add_to(std::vector<consumed_capacity>& all, consumed_capacity&& more) {
    const auto at = std::ranges::find(all, more.table_name, &consumed_capacity::table_name);
    if (at == all.end()) return all.push_back(std::move(more));
    at->capacity_units += more.capacity_units;
    at->read_capacity_units += more.read_capacity_units;
    at->write_capacity_units += more.write_capacity_units;
    for (const auto& [index, units] : more.indexes) at->indexes[index] += units;
}

void add_to(std::vector<item_collection_metrics>& all, item_collection_metrics&& latest) {
    const auto at = std::ranges::find_if(all, [&latest](const item_collection_metrics& each) {
        return each.table_name == latest.table_name && each.collection_key == latest.collection_key;
    });
    if (at == all.end()) return all.push_back(std::move(latest));
    *at = std::move(latest);
}

}  // namespace

double call_report::read_units() const noexcept {
    double sum = 0;
    for (const consumed_capacity& each : capacity) sum += each.read_capacity_units;
    return sum;
}

double call_report::write_units() const noexcept {
    double sum = 0;
    for (const consumed_capacity& each : capacity) sum += each.write_capacity_units;
    return sum;
}

void call_report::add(const result<reply>& outcome) {
    ++calls;
    if (!outcome) {
        attempts += outcome.error().diagnostics().attempts;
        request_id = outcome.error().diagnostics().request_id;
        return;
    }
    attempts += outcome->attempts;
    request_id = outcome->request_id;

    std::vector<consumed_capacity> units;
    std::vector<item_collection_metrics> sizes;
    const auto read =
        operations::read_reply(outcome->body, [&](detail::json::reader& in, std::string_view name) {
            if (name == "ConsumedCapacity") return detail::read_consumed(in, units);
            if (name == "ItemCollectionMetrics")
                return operations::read_collections(in, outcome->table, sizes);
            return in.skip();
        });
    if (!read) return;
    for (consumed_capacity& each : units) {
        if (each.table_name.empty()) each.table_name = outcome->table;
        detail::name_units(each, outcome->info.writes);
        add_to(capacity, std::move(each));
    }
    for (item_collection_metrics& each : sizes) add_to(collections, std::move(each));
}

namespace detail {

void name_units(consumed_capacity& c, bool writes) {
    if (c.read_capacity_units == 0 && c.write_capacity_units == 0)
        (writes ? c.write_capacity_units : c.read_capacity_units) = c.capacity_units;
}

bool read_consumed(json::reader& in, std::vector<consumed_capacity>& all) {
    std::string_view text;
    if (!in.raw(text)) return false;
    json::reader inner(text);
    if (text.starts_with('[')) return operations::read_capacities(inner, all) || in.malformed();
    std::optional<consumed_capacity> one;
    if (!operations::read_capacity(inner, one)) return in.malformed();
    all.push_back(std::move(*one));
    return true;
}

}  // namespace detail

}  // namespace dynaco
