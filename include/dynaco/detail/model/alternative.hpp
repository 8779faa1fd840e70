#pragma once

#include <dynaco/detail/json/reader.hpp>

#include <concepts>
#include <string>
#include <string_view>

namespace dynaco::detail::model {

/// Decides whether a stored value is a `T`, if several alternatives of a `std::variant` have the same
/// DynamoDB type.
///
/// Specialise it with `static bool accepts(std::string_view content)`. `content` is the JSON of the value
/// without its wrapper: `{"kind":{"S":"circle"},…}` for a map.
template <class T>
struct alternative;

template <class T>
concept distinguishable = requires(std::string_view content) {
    { alternative<T>::accepts(content) } -> std::same_as<bool>;
};

}  // namespace dynaco::detail::model

/// The discriminator: the attribute that names the model of an item.
namespace dynaco::detail::model {

/// Looks for the string attribute `name` in the item at `ahead`, which should be a copy of the reader.
/// @returns false if it is missing, or the text is not valid
bool find_text(json::reader& ahead, std::string_view name, std::string& text);

/// Records that no kind of the model is `kind`.
bool wrong_kind(json::reader& in, std::string_view discriminator, std::string_view kind);

}  // namespace dynaco::detail::model
