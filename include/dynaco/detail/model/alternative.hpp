#pragma once

#include <dynaco/detail/json/reader.hpp>

#include <concepts>
#include <string>
#include <string_view>

namespace dynaco::model {

/// Tells whether a stored value is a `T`, where several alternatives of a `std::variant` share a DynamoDB
/// type.
///
/// Specialise it with `static bool accepts(std::string_view content)`: `content` is the JSON of the value
/// without its wrapper, `{"kind":{"S":"circle"},…}` for a map.
template <class T>
struct alternative;

template <class T>
concept distinguishable = requires(std::string_view content) {
    { alternative<T>::accepts(content) } -> std::same_as<bool>;
};

}  // namespace dynaco::model

/// The attribute that says which model an item is.
namespace dynaco::model {

/// Looks for the string attribute `name` in the item that `ahead` stands before, which should be a copy of
/// the reader. @returns false if there is none, or the text is broken.
bool find_text(json::reader& ahead, std::string_view name, std::string& text);

/// Records that an item of kind `kind` is none of the model's.
bool wrong_kind(json::reader& in, std::string_view discriminator, std::string_view kind);

}  // namespace dynaco::model
