#pragma once

#include <dynaco/detail/json/writer.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace dynaco::operations {

inline constexpr std::size_t max_item_size = std::size_t{400} * 1024;

/// The size in bytes that DynamoDB reckons for an item given as DynamoDB JSON (developer guide, "Item sizes
/// and formats"); nothing if it is not such JSON.
[[nodiscard]] std::optional<std::size_t> item_size(std::string_view json);

/// Fails with errc::item_too_large if the item that `out` holds from `start` on is over the limit.
bool check_item_size(json::writer& out, std::size_t start);

}  // namespace dynaco::operations
