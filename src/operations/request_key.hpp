#pragma once

#include <dynaco/operations/operation.hpp>

#include <string>
#include <string_view>

namespace dynaco::operations {

/// Returns the key of the item in the body of a GetItem, UpdateItem, DeleteItem or PutItem, as JSON. For a
/// PutItem, `names` are the key attributes; null: not known. Empty if the key is not known, or if the body
/// ends before it.
[[nodiscard]] std::string key_in_request(std::string_view operation, std::string_view body,
                                         const detail::item_key_names* names);

}  // namespace dynaco::operations
