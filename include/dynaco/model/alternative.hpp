#pragma once

#include <concepts>
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
