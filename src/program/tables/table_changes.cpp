#include "program/tables/table_changes.hpp"

#include "program/command.hpp"
#include "program/definition/document_check.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace dynaco::program {
namespace {

std::optional<attribute_type> known_type(std::string_view name, const table_description& table) {
    const auto find = [name](const std::vector<key_description>& keys) -> std::optional<attribute_type> {
        for (const key_description& each : keys)
            if (each.name == name) return each.type;
        return std::nullopt;
    };
    if (const auto found = find(table.hash_keys)) return found;
    if (const auto found = find(table.range_keys)) return found;
    for (const index_description& index : table.indexes) {
        if (const auto found = find(index.hash_keys)) return found;
        if (const auto found = find(index.range_keys)) return found;
    }
    return std::nullopt;
}

}  // namespace

index_to_add::index_to_add(const written_index& index, const table_description& table) : index_(index) {
    for (const written_key& each : index_.hash) hash_.push_back(key_of(each, table));
    for (const written_key& each : index_.range) range_.push_back(key_of(each, table));
    std::vector<std::string> names;
    for (const auto* const keys : {&hash_, &range_})
        for (const key_description& each : *keys) names.push_back(each.name);
    check_name("index", index_.name);
    check_keys_differ("the index " + index_.name, names);
    attributes_.assign(index_.attributes.begin(), index_.attributes.end());
    if (table.billing_mode == billing_mode::provisioned)
        capacity_ = {.read_capacity_units = table.read_capacity_units,
                     .write_capacity_units = table.write_capacity_units};
}

key_description index_to_add::key_of(const written_key& key, const table_description& table) const {
    const std::optional<attribute_type> known = known_type(key.name, table);
    if (known && key.type && *known != *key.type)
        throw usage_error("the attribute " + key.name + " has the type " + std::string(wire_name(*known)) +
                          " in another key of the table, and cannot be " + std::string(wire_name(*key.type)));
    return {.name = key.name, .type = key.type.value_or(known.value_or(attribute_type::S))};
}

index_definition index_to_add::definition() const {
    index_definition made{.name = index_.name,
                          .projection = index_.projection,
                          .non_key_attributes = attributes_,
                          .throughput = capacity_};
    for (const key_description& each : hash_) made.hash_key.add({.name = each.name, .type = each.type});
    for (const key_description& each : range_) made.range_key.add({.name = each.name, .type = each.type});
    return made;
}

void check_index_changes(const table_description& table, const index_changes& changes) {
    for (const std::string& each : changes.capacities)
        if (const std::string name = parse_named_units(each).first; !table.find_index(name))
            throw usage_error("the table has no index " + name + ", so its capacity cannot be changed");
    table_description left = table;
    std::erase_if(left.indexes, [&changes](const index_description& each) {
        return std::ranges::find(changes.removed, each.name) != changes.removed.end();
    });
    for (const std::string& each : changes.added) {
        const written_index written = parse_index(each);
        if (left.find_index(written.name))
            throw std::runtime_error("the table has an index " + written.name +
                                     " already; remove it first, or choose another name");
        const index_to_add index(written, left);
        left.indexes.push_back(index.description());
    }
}

void check_capacity_changes(const table_description& table, const capacity_changes& changes) {
    const bool was_on_demand = table.billing_mode == billing_mode::pay_per_request;
    const bool is_on_demand = changes.on_demand || (was_on_demand && changes.capacity.empty());
    if (is_on_demand && !changes.indexes.empty())
        throw usage_error("the table is billed on demand, so its indexes have no capacity; add --capacity");
    if (!is_on_demand && !changes.max_units.empty() && changes.max_units != "off")
        throw usage_error("--max-units limits an on-demand table, and this one has a capacity; " +
                          std::string(changes.capacity.empty() ? "add --on-demand" : "leave out --capacity"));
}

stream_view stream_view_of(std::string_view written) noexcept {
    if (written == "keys-only") return stream_view::keys_only;
    if (written == "new-image") return stream_view::new_image;
    if (written == "old-image") return stream_view::old_image;
    if (written == "new-and-old-images") return stream_view::new_and_old_images;
    return stream_view::none;
}

}  // namespace dynaco::program
