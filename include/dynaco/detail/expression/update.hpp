#pragma once

#include <dynaco/detail/expression/element.hpp>

#include <utility>

/// Update actions, and the operands that only they use.
namespace dynaco::expression {

/// The sections of an UpdateExpression, in the order in which they are written.
enum class update_section { set, remove, add, del };

/// The section of an action. Some actions choose it at run time (`may_vary`). If `action` is null, returns
/// the usual section.
template <class Action>
constexpr update_section section_of(const Action* action) {
    if constexpr (requires { Action::section_of(action); })
        return Action::section_of(action);
    else
        return Action::section;
}
/// Refuses to remove an attribute that the model requires. This can happen only at run time.
template <class Sink>
constexpr void refuse_removal(Sink& sink, std::string_view path) {
    if constexpr (requires { sink.fail(errc::invalid_value, std::string()); })
        sink.fail(errc::invalid_value, required_is_left_out(path));
}

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
    if constexpr (integer<content_type<left>> && detail::real<content_type<right>>) {
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
    if constexpr ((integer<left> || detail::real<left>)&&(integer<right> || detail::real<right>)) {
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

template <class V>
inline constexpr bool can_be_left_out = false;
template <class T>
inline constexpr bool can_be_left_out<literal<T>> = model::can_be_absent<T>;

template <class A, class V>
struct set_node : action_tag {
    static constexpr auto section = update_section::set;
    A attribute;
    V assigned;

    static constexpr bool is_static = A::is_static && V::is_static;
    /// True if the value may be one that a `save` leaves out. That is known only at run time.
    static constexpr bool may_vary = can_be_left_out<V>;
    constexpr set_node(A a, V v) : attribute(std::move(a)), assigned(std::move(v)) {}

    static constexpr update_section section_of(const set_node* self) {
        if constexpr (may_vary)
            if (self && model::is_absent(self->assigned.content)) return update_section::remove;
        return section;
    }

    template <class Model>
    static consteval bool check() {
        constexpr bool sound =
            check_update_operand<V>() && check_changed<Model, A>() && V::template check<Model>();
        if constexpr (sound)
            if constexpr (check_nothing<Model, A, V>()) return check_operand<use::assign, Model, A, V>();
        return false;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const set_node* self) {
        A::lower(sink, part(self, &set_node::attribute));
        if (section_of(self) == update_section::remove) {
            if constexpr (A::template is_required<typename Sink::model>())
                refuse_removal(sink, text_of_path());
            return;
        }
        sink.text(" = ");
        lower_given<use::assign, A>(sink, part(self, &set_node::assigned));
    }

 private:
    static constexpr std::string_view text_of_path() {
        if constexpr (requires { A::path.size(); }) return A::path;
        return {};
    }
};

template <class A>
struct remove_node : action_tag {
    static constexpr auto section = update_section::remove;
    A attribute;

    static constexpr bool is_static = A::is_static;
    constexpr explicit remove_node(A a) : attribute(std::move(a)) {}

    template <class Model>
    static consteval bool check() {
        if constexpr (!check_changed<Model, A>()) {
            return false;
        } else if constexpr (A::template is_required<Model>()) {
            static_assert(attribute_can_be_absent<Model, typename A::shown>,
                          "dynaco: the attribute cannot be removed, because an item could not be read "
                          "without it: it is required, or an element of a std::array (see "
                          "attribute_can_be_absent<Model, Attribute> in this message)");
            return false;
        } else {
            return true;
        }
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const remove_node* self) {
        A::lower(sink, part(self, &remove_node::attribute));
    }
};

// ADD and DELETE have the same form: a path, a space and a value.
template <class Derived, class A, class V>
struct element_action : action_tag {
    A attribute;
    V elements;

    static constexpr bool is_static = A::is_static && V::is_static;
    constexpr element_action(A a, V v) : attribute(std::move(a)), elements(std::move(v)) {}

    template <class Sink>
    static constexpr void lower(Sink& sink, const Derived* self) {
        const element_action* base = self;
        A::lower(sink, part(base, &element_action::attribute));
        sink.text(" ");
        lower_given<Derived::template purpose<typename Sink::model>(), A>(
            sink, part(base, &element_action::elements));
    }
};

template <class A, class V>
struct add_node : element_action<add_node<A, V>, A, V> {
    static constexpr auto section = update_section::add;
    using element_action<add_node<A, V>, A, V>::element_action;

    // A number is added, and the elements of a set are stored.
    template <class Model>
    static consteval use purpose() {
        return is_set(A::template type_in<Model>()) ? use::assign : use::add;
    }
    template <class Model>
    static consteval bool check() {
        constexpr bool sound =
            check_update_operand<V>() && check_changed<Model, A>() && V::template check<Model>();
        constexpr auto type = A::template type_in<Model>();
        constexpr bool can_add = type == attribute_type::N || is_set(type) || type == attribute_type::any;
        if constexpr (!can_add)
            static_assert(
                attribute_is_a_number_or_set<Model, typename A::shown,
                                             typename A::template cpp_type_in<Model>>,
                "dynaco: add() needs a number or a set (see attribute_is_a_number_or_set<Model, Attribute, "
                "AttributeType> in this message)");
        else if constexpr (sound)
            return check_operand<purpose<Model>(), Model, A, V>();
        return false;
    }
};

template <class A, class V>
struct delete_node : element_action<delete_node<A, V>, A, V> {
    static constexpr auto section = update_section::del;
    using element_action<delete_node<A, V>, A, V>::element_action;

    // Nothing is stored.
    template <class Model>
    static consteval use purpose() {
        return use::compare;
    }
    template <class Model>
    static consteval bool check() {
        constexpr bool sound =
            check_update_operand<V>() && check_changed<Model, A>() && V::template check<Model>();
        constexpr auto type = A::template type_in<Model>();
        constexpr bool has_elements = is_set(type) || type == attribute_type::any;
        if constexpr (!has_elements)
            static_assert(
                attribute_is_a_set<Model, typename A::shown, typename A::template cpp_type_in<Model>>,
                "dynaco: delete_elements() needs a set (see attribute_is_a_set<Model, Attribute, "
                "AttributeType> in this message)");
        else if constexpr (sound)
            return check_operand<use::compare, Model, A, V>();
        return false;
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

}  // namespace dynaco::expression
