#pragma once

#include <dynaco/expression/operand.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace dynaco {

/// The values of a hash key that has several members; made by `key_values`. Owns them; only
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

/// The hash key of a global index whose schema names several members for it, in the order of the schema:
///
///     matches.index<ByRegion>().query(key_values("winter", "eu"), "round"_a == 3 && "court"_a > 5)
template <class... Value>
[[nodiscard]] constexpr auto key_values(const Value&... value) {
    return key_value_list<expression::held<const Value&>...>(value...);
}

namespace detail {

template <class T>
inline constexpr bool is_key_value_list = false;
template <class... Value>
inline constexpr bool is_key_value_list<key_value_list<Value...>> = true;

}  // namespace detail

}  // namespace dynaco
