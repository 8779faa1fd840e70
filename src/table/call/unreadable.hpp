#pragma once

#include <dynaco/client.hpp>
#include <dynaco/operations/attributes.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::detail {

/// Reads the members `names` of the item at the position of `in`, as a JSON object. @returns false if one is
/// missing
bool read_key_members(json::reader& in, std::span<const std::string> names, std::string& key);

/// Returns the attribute names of an item or key in DynamoDB JSON.
[[nodiscard]] std::vector<std::string> attribute_names_in(std::string_view json);

/// Returns whether two items in DynamoDB JSON are equal. The order of their attributes does not matter.
[[nodiscard]] bool same_item(std::string_view a, std::string_view b);

/// Adds to the failures the response of the items and their keys, which are the members `key_names`.
void explain_unreadable(const reply& from, std::span<const std::string> key_names,
                        std::vector<unreadable_item>& unreadable);

}  // namespace dynaco::detail
