#include "program/bulk/column_finder.hpp"

#include <dynaco/codec.hpp>

#include <algorithm>

namespace dynaco::program {
namespace {

// A cell of the list of columns. Quotes keep spaces, and what looks like a type, of a name.
std::string quoted_column(const std::string& text, const std::string& name) {
    if (name.find_first_of(",\"\r\n\t :=") == name.npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += c;
        quoted += c;
    }
    return quoted += '"';
}

}  // namespace

void column_finder::add(std::string_view item) {
    detail::json::reader in(item);
    bool first = true;
    std::string_view name;
    if (!in.expect('{')) return;
    while (in.next_member(first, name)) {
        auto place = places_.find(name);
        if (place == places_.end()) {
            place = places_.emplace(std::string(name), columns_.size()).first;
            columns_.push_back({.name = place->first});
        }
        attribute_type type{};
        if (!in.open_attribute(type) || !in.skip() || !in.close_attribute()) return;
        found_column& column = columns_[place->second];
        if (column.type == attribute_type::any) column.type = type;
        if (column.type != type) column.mixed = true;
    }
}

std::string column_finder::columns(const std::vector<std::string>& keys, bool sorted) const {
    std::vector<const found_column*> order;
    for (const found_column& each : columns_) order.push_back(&each);
    const auto rank = [&keys](const found_column* column) {
        return std::ranges::find(keys, column->name) - keys.begin();
    };
    std::ranges::stable_sort(order, [&](const found_column* a, const found_column* b) {
        if (rank(a) != rank(b)) return rank(a) < rank(b);
        return sorted && a->name < b->name;
    });
    std::string list;
    for (const found_column* each : order) {
        std::string text = each->name;
        const bool document = each->type == attribute_type::L || each->type == attribute_type::M;
        if (!each->mixed) (text += ':') += wire_name(each->type);
        if (each->mixed || document) text += ":typed";
        if (!list.empty()) list += ',';
        list += quoted_column(text, each->name);
    }
    return list;
}

}  // namespace dynaco::program
