#pragma once

#include <string_view>
#include <tuple>
#include <type_traits>

namespace dynaco {

/// How a part of a key is held: text as a view, anything else by reference.
template <class Part>
using key_part =
    std::conditional_t<std::is_convertible_v<const Part&, std::string_view>, std::string_view, const Part&>;

/// The values of the members that a composed key is made from; made by `parts`. Refers to them.
template <class... Part>
class key_parts {
 public:
    explicit key_parts(const Part&... part) noexcept : parts_(part...) {}
    [[nodiscard]] const std::tuple<key_part<Part>...>& values() const noexcept { return parts_; }

 private:
    std::tuple<key_part<Part>...> parts_;
};

/// The values of a key composed from several members, in the order of its template:
/// `orders.get(parts("eu", 7))` for `composed<"{region}#{number}">`. They must outlive the call.
template <class... Part>
[[nodiscard]] key_parts<Part...> parts(const Part&... part) noexcept {
    return key_parts<Part...>(part...);
}

}  // namespace dynaco
