#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/detail/table/write/attribute_changes.hpp>
#include <dynaco/types.hpp>

#include <algorithm>

namespace dynaco::detail {
namespace {

// The items are written by dynaco, so that they are well-formed.
std::vector<written_attribute> attributes_of(std::string_view json) {
    std::vector<written_attribute> all;
    json::reader in(json);
    bool first = in.expect('{');
    std::string_view name;
    while (in.next_member(first, name)) {
        written_attribute& each = all.emplace_back();
        each.name = name;
        std::string_view text;
        if (in.raw(text)) each.json = text;
    }
    return all;
}

const written_attribute* find(const std::vector<written_attribute>& all, std::string_view name) {
    const auto at = std::ranges::find(all, name, &written_attribute::name);
    return at == all.end() ? nullptr : &*at;
}

// Sets and maps with the same content may be written in a different order.
bool same(const std::string& a, const std::string& b) {
    if (a == b) return true;
    if (a.size() != b.size()) return false;
    value left;
    value right;
    json::reader in_left(a);
    json::reader in_right(b);
    return model::read_attribute(in_left, left) && model::read_attribute(in_right, right) && left == right;
}

}  // namespace

attribute_changes attribute_changes::between(std::string_view before, std::string_view after,
                                             std::span<const std::string_view> ignored) {
    const auto old_attributes = attributes_of(before);
    auto new_attributes = attributes_of(after);
    const auto counts = [&ignored](const written_attribute& each) {
        return std::ranges::find(ignored, each.name) == ignored.end();
    };
    attribute_changes changes;
    for (const written_attribute& each : old_attributes)
        if (counts(each) && !find(new_attributes, each.name)) changes.removed_.push_back(each.name);
    for (written_attribute& each : new_attributes) {
        const written_attribute* const old = find(old_attributes, each.name);
        if (counts(each) && !(old && same(old->json, each.json))) changes.set_.push_back(std::move(each));
    }
    return changes;
}

bool attribute_changes::contains(std::string_view name) const noexcept {
    return find(set_, name) || std::ranges::find(removed_, name) != removed_.end();
}

}  // namespace dynaco::detail
