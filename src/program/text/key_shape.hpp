#pragma once

#include <dynaco/operations/table_description.hpp>
#include <dynaco/types.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// The key attributes of a table or index, in order, with their types. Only a global index can have several
/// hash keys or several range keys.
struct key_shape {
    std::vector<key_description> hash{};   ///< The hash key. Empty: the key is not known.
    std::vector<key_description> range{};  ///< The range key. Empty: there is none.

    /// The key attribute with this name; nullptr if it is not a key attribute.
    [[nodiscard]] const key_description* find(std::string_view name) const noexcept;
    /// True if the key is not known.
    [[nodiscard]] bool empty() const noexcept { return hash.empty(); }
};

/// The key of a table.
[[nodiscard]] key_shape key_of(const table_description& table);
/// The key of an index.
[[nodiscard]] key_shape key_of(const index_description& index);

/// The names of the key attributes, in order.
[[nodiscard]] std::vector<std::string> names_of(const key_shape& key);

/// The key as a person would read it: "id (S) and date (S)".
[[nodiscard]] std::string text_of(const key_shape& key);

/// The value of a key attribute as a person writes it on the command line: the text itself for S, digits for
/// N, standard base64 with padding for B.
///
/// @throws text_error  the text is empty, or does not fit the type of the key attribute
[[nodiscard]] value key_value_from_argument(const key_description& attribute, std::string_view argument);

/// The values of the first key attributes, for a query: at most one argument for each key attribute.
/// @throws text_error  there are too many arguments (with an empty `text()`); one does not fit its attribute;
/// or one is larger than DynamoDB's limit, which is 2048 bytes for a hash key and 1024 for a range key
[[nodiscard]] std::vector<value> key_values_from_arguments(const key_shape& key,
                                                           std::span<const std::string> arguments);

/// The key of one item, from one argument for each key attribute, in the order of the key.
///
///     key_from_arguments(key_of(table), {"c-1", "2026-01-01"})  //
///     {"id":{"S":"c-1"},"date":{"S":"2026-01-01"}}
///
/// @throws text_error  the errors of `key_values_from_arguments`, or too few arguments
[[nodiscard]] item key_from_arguments(const key_shape& key, std::span<const std::string> arguments);

}  // namespace dynaco::program
