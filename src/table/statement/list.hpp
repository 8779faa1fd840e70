#pragma once

#include <dynaco/errors.hpp>
#include <dynaco/operations/attributes.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::detail {

/// What a statement of a transaction does, and to which item.
struct statement_name {
    std::string text{};  ///< "update accounts".
    std::string key{};   ///< The item's key, as JSON.
};

/// The names of the actions of a transaction, which have a function `text` and a member `key`.
template <class Actions>
std::vector<statement_name> names_of_statements(const Actions& actions) {
    std::vector<statement_name> names;
    names.reserve(actions.size());
    for (const auto& each : actions) names.push_back({.text = each.text(), .key = each.key});
    return names;
}

/// Returns `why` with the names and keys of the statements in its cancellation reasons.
[[nodiscard]] failure name_statements(const failure& why, const std::vector<statement_name>& statements);

/// Returns the failure of a statement that cannot be added. `number` counts from 1. `key` is the key of its
/// item.
[[nodiscard]] failure refuse_statement(const failure& why, std::string_view operation, std::string_view table,
                                       std::size_t number, attributes_ref key);

}  // namespace dynaco::detail
