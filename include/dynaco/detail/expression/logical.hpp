#pragma once

#include <dynaco/detail/expression/condition.hpp>

#include <cstddef>
#include <tuple>
#include <utility>

/// Joins conditions: AND, OR and NOT.
namespace dynaco::detail::expression {

/// `(A AND B AND C)`. The text has one level of parentheses, even if the && operators are nested.
template <fixed_string Operator, class... Part>
struct chain_node : condition_tag {
    std::tuple<Part...> parts;

    static constexpr bool is_static = (Part::is_static && ...);
    constexpr explicit chain_node(std::tuple<Part...> p) : parts(std::move(p)) {}

    template <class Model>
    static consteval bool check() {
        return (Part::template check<Model>() && ...);
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const chain_node* self) {
        sink.open();
        lower_parts(sink, self, std::index_sequence_for<Part...>{});
        sink.close();
    }

 private:
    template <class Sink, std::size_t... I>
    static constexpr void lower_parts(Sink& sink, const chain_node* self, std::index_sequence<I...>) {
        ((I == 0 ? void() : (sink.operation(), sink.text(Operator.view())),
          Part::lower(sink, self ? &std::get<I>(self->parts) : nullptr)),
         ...);
    }
};

template <class A>
struct not_node : condition_tag {
    A negated;

    static constexpr bool is_static = A::is_static;
    constexpr explicit not_node(A a) : negated(std::move(a)) {}

    template <class Model>
    static consteval bool check() {
        return A::template check<Model>();
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const not_node* self) {
        sink.operation();
        sink.open();
        sink.text("NOT ");
        A::lower(sink, part(self, &not_node::negated));
        sink.close();
    }
};

template <fixed_string Operator, class A>
constexpr std::tuple<A> chain_parts(A a) {
    return std::tuple<A>(std::move(a));
}
template <fixed_string Operator, class... Part>
constexpr std::tuple<Part...> chain_parts(chain_node<Operator, Part...> chain) {
    return std::move(chain.parts);
}

template <fixed_string Operator, class... Part>
constexpr auto chain_of(std::tuple<Part...> parts) {
    return chain_node<Operator, Part...>(std::move(parts));
}

/// A condition whose structure is part of its type. `condition_of` has its own operators.
template <class T>
concept typed_condition = condition_node<T> && !requires {
    typename T::erased_model;
};

template <typed_condition A, typed_condition B>
constexpr auto operator&&(A a, B b) {
    return expression::chain_of<" AND ">(std::tuple_cat(expression::chain_parts<" AND ">(std::move(a)),
                                                        expression::chain_parts<" AND ">(std::move(b))));
}
template <typed_condition A, typed_condition B>
constexpr auto operator||(A a, B b) {
    return expression::chain_of<" OR ">(std::tuple_cat(expression::chain_parts<" OR ">(std::move(a)),
                                                       expression::chain_parts<" OR ">(std::move(b))));
}
template <typed_condition A>
constexpr auto operator!(A a) {
    return not_node<A>(std::move(a));
}

/// Does not compile; the message says what to write instead.
template <tested_attribute A>
constexpr auto operator!(const A& attribute) {
    refuse_as_condition<A>();
    return not_node(attribute.exists());
}

}  // namespace dynaco::detail::expression
