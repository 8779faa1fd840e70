#pragma once

#include <dynaco/types.hpp>

#include <span>
#include <string>
#include <string_view>

namespace dynaco::program {

/// Checks what DynamoDB would refuse in a CreateTable request and what the request itself shows: names, keys,
/// indexes and tags. Quotas that AWS can raise are not checked.
/// @throws usage_error  what is wrong, and how to write it
void check_document(const item& document);

/// Checks the name of a table, index or backup: 3 to 255 letters, digits, `_`, `-` and `.`. The name of a
/// table may be an ARN.
/// @param what  "table", "index" or "backup"
/// @throws usage_error
void check_name(std::string_view what, std::string_view name);

/// Checks that the attributes of the keys of a table or index differ.
/// @param of  whose keys they are: "the table", "the index by-date"
/// @throws usage_error
void check_keys_differ(std::string_view of, std::span<const std::string> attributes);

}  // namespace dynaco::program
