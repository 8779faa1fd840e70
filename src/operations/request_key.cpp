#include "operations/request_key.hpp"

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>

#include <cstddef>

namespace dynaco::operations {
namespace {

// A longer key is not a key that DynamoDB accepts, but it would make a long text.
constexpr std::size_t longest_key_shown = std::size_t{8} * 1024;

// Moves to the value of the member `wanted` of the request.
bool go_to_member(detail::json::reader& in, std::string_view wanted) {
    if (!in.expect('{')) return false;
    bool first = true;
    std::string_view name;
    while (in.next_member(first, name)) {
        if (name == wanted) return true;
        if (!in.skip()) return false;
    }
    return false;
}

// Ends at the last key attribute: what follows may be incomplete.
std::string key_of_item(detail::json::reader& in, const detail::item_key_names& names) {
    std::string_view hash;
    std::string_view range;
    const auto is_complete = [&] { return !hash.empty() && (names.range.empty() || !range.empty()); };
    bool first = true;
    std::string_view name;
    if (!in.expect('{')) return {};
    while (!is_complete() && in.next_member(first, name)) {
        const bool is_hash = name == names.hash;
        const bool is_range = !is_hash && !names.range.empty() && name == names.range;
        std::string_view text;
        if (!in.raw(text)) return {};
        if (is_hash) hash = text;
        if (is_range) range = text;
    }
    std::string key;
    if (!is_complete()) return key;
    detail::json::writer out(key);
    out.begin_object();
    out.key(names.hash);
    out.raw(hash);
    if (!names.range.empty()) {
        out.key(names.range);
        out.raw(range);
    }
    out.end_object();
    return key;
}

}  // namespace

std::string key_in_request(std::string_view operation, std::string_view body,
                           const detail::item_key_names* names) {
    const bool is_put = operation == "PutItem";
    const bool has_key = operation == "GetItem" || operation == "UpdateItem" || operation == "DeleteItem";
    if (!has_key && !(is_put && names)) return {};
    detail::json::reader in(body);
    if (!go_to_member(in, is_put ? "Item" : "Key")) return {};
    std::string key;
    if (is_put) {
        key = key_of_item(in, *names);
    } else if (std::string_view text; in.raw(text)) {
        key = text;
    }
    return key.size() <= longest_key_shown ? key : std::string();
}

}  // namespace dynaco::operations
