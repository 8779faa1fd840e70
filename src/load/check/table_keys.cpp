#include "load/check/table_keys.hpp"

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>

#include <algorithm>
#include <span>

namespace dynaco::loading {
namespace {

void add(table_keys& keys, const std::vector<key_description>& described, bool is_hash,
         const std::string& index) {
    for (const key_description& each : described)
        keys.attributes.push_back({.name = each.name, .type = each.type, .is_hash = is_hash, .index = index});
}

}  // namespace

table_keys keys_of(const table_description& description) {
    table_keys keys{.table = description.name};
    add(keys, description.hash_keys, true, {});
    add(keys, description.range_keys, false, {});
    keys.own = keys.attributes.size();
    for (const index_description& index : description.indexes) {
        add(keys, index.hash_keys, true, index.name);
        add(keys, index.range_keys, false, index.name);
    }
    return keys;
}

std::string hash_key_text(std::string_view item, const table_keys& keys) {
    detail::json::reader in(item);
    bool first = true;
    std::string_view name;
    if (!in.expect('{')) return {};
    while (in.next_member(first, name)) {
        const bool found = name == keys.attributes.front().name;
        std::string_view value;
        if (!in.raw(value)) return {};
        if (found) return std::string(value);
    }
    return {};
}

std::string key_text(std::string_view item, const table_keys& keys) {
    detail::json::reader in(item);
    std::string text = "{";
    bool first = true;
    std::string_view name;
    if (!in.expect('{')) return std::string(item);
    const auto own = std::span(keys.attributes).first(keys.own);
    while (in.next_member(first, name)) {
        const auto key = std::ranges::find(own, name, &key_attribute::name);
        std::string_view value;
        if (!in.raw(value)) break;
        if (key == own.end()) continue;
        if (text.size() > 1) text += ',';
        detail::json::writer out(text);
        if (!out.string(key->name)) break;
        (text += ':') += value;
    }
    if (in.failed() || !in.at_end()) return std::string(item);
    return text += '}';
}

}  // namespace dynaco::loading
