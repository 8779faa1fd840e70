#pragma once

#include "program/expression/tree.hpp"
#include "program/text/key_shape.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// The conditions of a query.
struct split_query {
    condition_tree key{};                    ///< The key condition.
    std::optional<condition_tree> filter{};  ///< The filter: all other conditions.
};

/// Splits the conditions of a query: see `request_writer::query`.
/// @param text      where `written` was read from, for messages
/// @param given     values of the first key attributes
/// @param written   the condition; may be nothing
/// @throws text_error
[[nodiscard]] split_query split_conditions(const key_shape& key, const std::vector<value>& given,
                                           std::string_view text, std::optional<condition_tree> written);

}  // namespace dynaco::program
