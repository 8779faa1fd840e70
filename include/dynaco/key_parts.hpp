#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/expression/operand.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace dynaco {

namespace detail {

/// How a part of a key is held: text as a view, anything else by reference.
template <class Part>
using key_part =
    std::conditional_t<std::is_convertible_v<const Part&, std::string_view>, std::string_view, const Part&>;

}  // namespace detail

/// The values of the members of a composed key; `parts` returns it. It refers to the values, which must
/// outlive the call that takes it.
template <class... Part>
class key_parts {
 public:
    /// Refers to the values.
    explicit key_parts(const Part&... part) noexcept : parts_(part...) {}
    /// References to the values, in order; text as a view.
    [[nodiscard]] const std::tuple<detail::key_part<Part>...>& values() const noexcept { return parts_; }

 private:
    std::tuple<detail::key_part<Part>...> parts_;
};

/// Returns the values of a composed key, in the order of its template: `orders.get(parts("eu", 7))` for
/// `composed<"{region}#{number}">`. It refers to the values, which must outlive the call that takes it.
template <class... Part>
[[nodiscard]] key_parts<Part...> parts(const Part&... part) noexcept {
    return key_parts<Part...>(part...);
}

namespace detail {

/// The values of a hash key with several members; `key_values` returns it. It owns the values, except that
/// `std::string_view` and spans stay views.
template <class... Value>
class key_value_list {
 public:
    static constexpr std::size_t size = sizeof...(Value);
    template <std::size_t I>
    using type = std::tuple_element_t<I, std::tuple<Value...>>;

    constexpr explicit key_value_list(Value... value) : values_(std::move(value)...) {}

    template <std::size_t I>
    [[nodiscard]] constexpr const type<I>& get() const noexcept {
        return std::get<I>(values_);
    }

 private:
    std::tuple<Value...> values_;
};

}  // namespace detail

/// Returns the values of the hash key of a global index whose schema names several members for it, in the
/// order of the schema. It copies the values, except that `std::string_view` and spans stay views.
///
///     matches.index<ByRegion>().query(key_values("winter", "eu"), "round"_a == 3 && "court"_a > 5)
template <class... Value>
[[nodiscard]] constexpr auto key_values(const Value&... value) {
    return detail::key_value_list<expression::held<const Value&>...>(value...);
}

namespace detail {

template <class T>
inline constexpr bool is_key_value_list = false;
template <class... Value>
inline constexpr bool is_key_value_list<key_value_list<Value...>> = true;

/// The templates of a key that the models of a table compose in different ways. Specialised for several
/// models.
template <class Keys, const std::string_view& Member>
struct key_templates {
    static constexpr bool any = false;
};

}  // namespace detail

}  // namespace dynaco
