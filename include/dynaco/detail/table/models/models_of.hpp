#pragma once

#include <dynaco/detail/table/models/alternatives_check.hpp>
#include <dynaco/detail/table/models/one_of.hpp>
#include <dynaco/types.hpp>

#include <type_traits>
#include <variant>

namespace dynaco {

namespace detail {

// The models among the alternatives: all except dynaco::item, which can be the last one.
template <class Whole, class Found, class... T>
struct models_among;
template <class Whole, class... Found>
struct models_among<Whole, std::variant<Found...>> {
    using type = model::one_of<Whole, Found...>;
    static consteval bool check() { return table_checks::check_alternatives<Found...>(); }
};
template <class Whole, class... Found>
struct models_among<Whole, std::variant<Found...>, item> : models_among<Whole, std::variant<Found...>> {};
template <class Whole, class... Found, class First, class... Rest>
struct models_among<Whole, std::variant<Found...>, First, Rest...>
    : models_among<Whole, std::variant<Found..., First>, Rest...> {};

template <class Model>
struct models_in {
    using type = Model;
};
template <class... T>
struct models_in<std::variant<T...>> {
    using type = typename models_among<std::variant<T...>, std::variant<>, T...>::type;
};

/// The type that the keys and views of a `table<Model>` are checked against: the model, or all models of a
/// polymorphic table.
template <class Model>
using models_of = typename detail::models_in<Model>::type;

/// True for the type that items of a polymorphic table are read into.
template <class Model>
inline constexpr bool is_polymorphic = false;
template <class... Model>
inline constexpr bool is_polymorphic<std::variant<Model...>> = true;

/// True if `T` is one of the models of the polymorphic table of `Whole`.
template <class Whole, class T>
inline constexpr bool is_model_of = false;
template <class... Model, class T>
inline constexpr bool is_model_of<std::variant<Model...>, T> =
    !std::is_same_v<T, item> && (std::is_same_v<T, Model> || ...);

}  // namespace detail

}  // namespace dynaco
