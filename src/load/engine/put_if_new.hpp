#pragma once

#include "load/check/table_keys.hpp"

#include <dynaco/client.hpp>

#include <string>
#include <string_view>

namespace dynaco::loading {

/// Makes a PutItem request that does not replace an item: its condition is that the hash key does not exist.
/// `item` is valid DynamoDB JSON.
[[nodiscard]] encoded_request put_if_new(const std::string& table, std::string_view item,
                                         const table_keys& keys);

}  // namespace dynaco::loading
