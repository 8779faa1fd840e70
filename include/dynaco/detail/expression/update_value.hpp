#pragma once

#include <dynaco/detail/expression/element.hpp>
#include <dynaco/detail/expression/update_check.hpp>

#include <string_view>
#include <type_traits>
#include <utility>

/// The operands that only updates use: sums, if_not_exists and list_append.
namespace dynaco::detail::expression {

template <class Model, class A, class B>
consteval bool check_function_operands() {
    return check_update_operand<A>() && check_update_operand<B>() && check_no_calculation<A>() &&
           check_no_calculation<B>() && A::template check<Model>() && B::template check<Model>();
}

// The type of a sum: that of the number that is not an integer, if there is one.
template <class Model, class A, class B>
consteval auto find_sum_type() {
    using left = typename A::template cpp_type_in<Model>;
    using right = typename B::template cpp_type_in<Model>;
    if constexpr (integer<content_type<left>> && expression::real<content_type<right>>) {
        return std::type_identity<right>{};
    } else {
        return std::type_identity<left>{};
    }
}
template <class Model, class A, class B>
using sum_type = typename decltype(find_sum_type<Model, A, B>())::type;

// All numbers can be added. Another type that is stored as N (a duration) needs its own type or an integer.
template <class Model, class A, class B>
consteval bool check_sum() {
    using left = content_type<typename A::template cpp_type_in<Model>>;
    using right = content_type<typename B::template cpp_type_in<Model>>;
    if constexpr ((integer<left> || expression::real<left>)&&(integer<right> || expression::real<right>)) {
        return true;
    } else if constexpr (integer<left>) {
        return check_content<use::add, Model, B, A>();
    } else {
        return check_content<use::add, Model, A, B>();
    }
}

template <fixed_string Operator, class A, class B>
struct arithmetic_node : operand_tag {
    A left;
    B right;

    using only_in_updates = void;
    using is_calculation = void;
    using shown = arithmetic_node;
    static constexpr bool is_static = A::is_static && B::is_static;
    template <class Model>
    using cpp_type_in = sum_type<Model, A, B>;
    template <class Model>
    static consteval attribute_type type_in() {
        return attribute_type::N;
    }
    constexpr arithmetic_node(A a, B b) : left(std::move(a)), right(std::move(b)) {}

    template <class Model>
    static consteval bool check() {
        constexpr bool sound = check_function_operands<Model, A, B>();
        if constexpr (!sound)
            return false;
        else if constexpr (check_number<Model, A>() && check_number<Model, B>())
            return check_sum<Model, A, B>();
        return false;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const arithmetic_node* self) {
        sink.operation();
        A::lower(sink, part(self, &arithmetic_node::left));
        sink.text(Operator.view());
        B::lower(sink, part(self, &arithmetic_node::right));
    }
};

template <class A, class V>
struct if_not_exists_node : operand_tag {
    A attribute;
    V otherwise;

    using only_in_updates = void;
    using shown = typename A::shown;
    static constexpr bool is_static = A::is_static && V::is_static;
    template <class Model>
    using cpp_type_in = typename A::template cpp_type_in<Model>;
    template <class Model>
    static consteval attribute_type type_in() {
        return A::template type_in<Model>();
    }
    constexpr if_not_exists_node(A a, V v) : attribute(std::move(a)), otherwise(std::move(v)) {}

    /// list_append(if_not_exists(path, empty), list): appends to the stored list, or to an empty one if the
    /// attribute does not exist.
    template <class L>
    constexpr auto append(L&& list) const {
        return list_append_node<if_not_exists_node, operand_of<L>>(*this, as_operand(std::forward<L>(list)));
    }
    /// list_append(list, if_not_exists(path, empty)): prepends to the stored list, or to an empty one if the
    /// attribute does not exist.
    template <class L>
    constexpr auto prepend(L&& list) const {
        return list_append_node<operand_of<L>, if_not_exists_node>(as_operand(std::forward<L>(list)), *this);
    }

    template <class Model>
    static consteval bool check() {
        constexpr bool sound = check_function_operands<Model, A, V>();
        if constexpr (sound) return check_operand<use::assign, Model, A, V>();
        return false;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const if_not_exists_node* self) {
        sink.operation();
        sink.text("if_not_exists(");
        A::lower(sink, part(self, &if_not_exists_node::attribute));
        sink.text(", ");
        lower_given<use::assign, A>(sink, part(self, &if_not_exists_node::otherwise));
        sink.text(")");
    }
};

template <class A, class B>
struct list_append_node : operand_tag {
    A first;
    B second;

    using only_in_updates = void;
    using shown = list_append_node;
    static constexpr bool is_static = A::is_static && B::is_static;
    // The type of the attribute, which is one of the two operands.
    template <class Model>
    using cpp_type_in = typename std::conditional_t<is_value<A>, B, A>::template cpp_type_in<Model>;
    template <class Model>
    static consteval attribute_type type_in() {
        return attribute_type::L;
    }
    constexpr list_append_node(A a, B b) : first(std::move(a)), second(std::move(b)) {}

    template <class Model>
    static consteval bool check() {
        constexpr bool sound = check_function_operands<Model, A, B>();
        if constexpr (sound)
            if constexpr (check_list<Model, A>() && check_list<Model, B>())
                return check_appended<Model, A, B>();
        return false;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const list_append_node* self) {
        sink.operation();
        sink.text("list_append(");
        lower_given<use::assign, B>(sink, part(self, &list_append_node::first));
        sink.text(", ");
        lower_given<use::assign, A>(sink, part(self, &list_append_node::second));
        sink.text(")");
    }
};

template <class A, class B>
    requires(operand<A> || operand<B>)
constexpr auto operator+(A&& a, B&& b) {
    return arithmetic_node<" + ", operand_of<A>, operand_of<B>>(as_operand(std::forward<A>(a)),
                                                                as_operand(std::forward<B>(b)));
}
template <class A, class B>
    requires(operand<A> || operand<B>)
constexpr auto operator-(A&& a, B&& b) {
    return arithmetic_node<" - ", operand_of<A>, operand_of<B>>(as_operand(std::forward<A>(a)),
                                                                as_operand(std::forward<B>(b)));
}

}  // namespace dynaco::detail::expression
