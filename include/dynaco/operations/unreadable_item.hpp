#pragma once

#include <dynaco/core/error.hpp>
#include <dynaco/core/value.hpp>
#include <dynaco/json/reader.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace dynaco {

/// An item of a reply that does not fit the model that it was read into.
struct unreadable_item {
    std::size_t before = 0;  ///< How many items were read before it.
    failure why{};           ///< condition::model_mismatch.
    std::string json{};      ///< The whole item, as DynamoDB JSON.

    /// The item as it is stored.
    [[nodiscard]] dynaco::item item() const;
};

/// Skips an item that began at `begin` and could not be read, and appends it to `unreadable`.
/// @returns false, and leaves the failure of `in`, if the reply itself is broken
bool skip_unreadable(json::reader& in, json::reader::place begin, std::size_t before,
                     std::vector<unreadable_item>& unreadable);

}  // namespace dynaco
