#pragma once

#include <dynaco/detail/json/writer.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace dynaco::detail {

/// The size in bytes that DynamoDB counts for a number: one byte for every two significant digits, one more
/// byte, and one for a minus sign.
[[nodiscard]] std::size_t number_size(std::string_view text) noexcept;

}  // namespace dynaco::detail

namespace dynaco::operations {

inline constexpr std::size_t max_item_size = std::size_t{400} * 1024;

/// The size in bytes that DynamoDB counts for an item (developer guide, "Item sizes and formats"). `json` is
/// the item as DynamoDB JSON. @returns nothing if `json` is not an item.
[[nodiscard]] std::optional<std::size_t> item_size(std::string_view json);

/// Checks the size of the item that begins at `start` in `out`. If it is larger than `max_item_size`, `out`
/// fails with errc::item_too_large and the function returns false.
bool check_item_size(detail::json::writer& out, std::size_t start);

}  // namespace dynaco::operations
