#pragma once

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/errors.hpp>

#include <string_view>
#include <vector>

namespace dynaco::detail {

/// Appends the object of a write to `all`, if `write` is {"PutRequest":{"Item":{…}}} for the `kind`
/// PutRequest and the `member` Item.
/// @throws error  condition::model_mismatch: the object cannot be decoded
template <class T>
void append_written_object(std::string_view write, std::string_view kind, std::string_view member,
                           std::vector<T>& all) {
    json::reader in(write);
    bool first = true;
    std::string_view name;
    if (!in.expect('{') || !in.next_member(first, name) || name != kind || !in.expect('{')) return;
    first = true;
    if (!in.next_member(first, name) || name != member) return;
    if (!read_item(in, all.emplace_back())) throw error(in.why());
}

}  // namespace dynaco::detail
