#pragma once

#include <dynaco/client.hpp>
#include <dynaco/operations/attributes.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::detail {

/// The members `names` of the item that `in` stands at, as JSON; false if one is missing.
bool read_key_members(json::reader& in, std::span<const std::string> names, std::string& key);

/// The names of the attributes of an item, or key, given as DynamoDB JSON.
[[nodiscard]] std::vector<std::string> attribute_names_in(std::string_view json);

/// True if two items, given as DynamoDB JSON, are equal, whatever the order of their attributes.
[[nodiscard]] bool same_item(std::string_view a, std::string_view b);

/// Adds to the failures where the items come from, and which ones they are: their members `key_names`.
void explain_unreadable(const reply& from, std::span<const std::string> key_names,
                        std::vector<unreadable_item>& unreadable);

}  // namespace dynaco::detail
