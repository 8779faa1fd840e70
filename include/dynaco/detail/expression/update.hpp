#pragma once

#include <dynaco/detail/expression/element.hpp>
#include <dynaco/detail/expression/update_check.hpp>
#include <dynaco/detail/expression/update_value.hpp>

#include <utility>

/// Update actions, and the operands that only they use.
namespace dynaco::detail::expression {

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

}  // namespace dynaco::detail::expression
