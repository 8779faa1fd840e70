#include "table/call/unreadable.hpp"

#include "operations/reply.hpp"

#include <dynaco/detail/json/writer.hpp>
#include <dynaco/operations/attributes.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace dynaco::detail {
namespace {

// Returns the key of an item, or nothing if it is not known. Other attributes must not appear in a log.
std::string name_item(std::string_view json, std::span<const std::string> key_names) {
    json::reader in(json);
    std::string key;
    if (key_names.empty() || !read_key_members(in, key_names, key)) key.clear();
    return key;
}

}  // namespace

bool read_key_members(json::reader& in, std::span<const std::string> names, std::string& key) {
    std::vector<std::string> values(names.size());
    if (!in.expect('{')) return false;
    bool first = true;
    std::string_view name;
    while (in.next_member(first, name)) {
        const auto found = std::ranges::find(names, name);
        if (!(found == names.end()
                  ? in.skip()
                  : operations::read_raw(in, values[static_cast<std::size_t>(found - names.begin())])))
            return false;
    }
    if (in.failed() || std::ranges::any_of(values, &std::string::empty)) return false;
    json::writer out(key);
    out.begin_object();
    for (std::size_t i = 0; i < names.size(); ++i) {
        out.key(names[i]);
        out.raw(values[i]);
    }
    out.end_object();
    return true;
}

std::vector<std::string> attribute_names_in(std::string_view json) {
    json::reader in(json);
    item key;
    std::vector<std::string> names;
    if (read_item(in, key))
        for (const auto& attribute : key) names.push_back(attribute.first);
    return names;
}

bool same_item(std::string_view a, std::string_view b) {
    if (a == b) return true;
    if (a.empty() || b.empty()) return false;
    item first, second;
    json::reader in_first(a), in_second(b);
    return read_item(in_first, first) && read_item(in_second, second) && first == second;
}

void explain_unreadable(const reply& from, std::span<const std::string> key_names,
                        std::vector<unreadable_item>& unreadable) {
    for (unreadable_item& each : unreadable) {
        const failure explained = from.explain(each.why);
        diagnostics about = explained.diagnostics();
        about.key = name_item(each.json, key_names);
        if (advice(explained.cause()).find("dynaco::item") == std::string_view::npos) {
            if (!about.detail.empty()) about.detail += "; ";
            about.detail += "read it as dynaco::item to see the stored attributes";
        }
        each.why = failure(explained.cause(), std::move(about));
    }
}

}  // namespace dynaco::detail
