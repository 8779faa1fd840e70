#pragma once

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace dynaco::detail {

/// The type in which an operand is kept. Character arrays and pointers are kept as views: string literals
/// live as long as the program, and the call that takes the operand encodes it before it returns.
template <class T>
using held_operand =
    std::conditional_t<std::is_convertible_v<T, const char*> && !std::is_null_pointer_v<std::decay_t<T>>,
                       std::string_view, std::decay_t<T>>;

/// How a part of a key is held: text as a view, anything else by reference.
template <class Part>
using key_part =
    std::conditional_t<std::is_convertible_v<const Part&, std::string_view>, std::string_view, const Part&>;

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

}  // namespace dynaco::detail
