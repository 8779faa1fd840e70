#pragma once

#include <dynaco/detail/expression/element.hpp>
#include <dynaco/detail/expression/limits.hpp>

#include <cstddef>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

/// Conditions: comparisons and functions. logical.hpp combines them.
namespace dynaco::detail::expression {

template <fixed_string Operator, class A, class B>
struct comparison_node : condition_tag {
    A left;
    B right;

    static constexpr bool is_static = A::is_static && B::is_static;
    constexpr comparison_node(A a, B b) : left(std::move(a)), right(std::move(b)) {}

    template <class Model>
    static consteval bool check() {
        constexpr bool sound = check_condition_operand<A>() && check_condition_operand<B>() &&
                               A::template check<Model>() && B::template check<Model>();
        if constexpr (!sound)
            return false;
        else if constexpr (is_equality && may_be_null<Model>)
            return true;
        else if constexpr (is_equality)
            return check_operand<use::compare, Model, A, B>();
        else if constexpr (check_operand<use::order, Model, A, B>())
            return check_order<Model, A>();
        return false;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const comparison_node* self) {
        sink.operation();
        lower_beside<B>(sink, part(self, &comparison_node::left));
        sink.text(Operator.view());
        lower_beside<A>(sink, part(self, &comparison_node::right));
    }

 private:
    static constexpr bool is_equality = Operator.view() == " = " || Operator.view() == " <> ";
    // Attributes of every type can be stored as NULL.
    template <class Model>
    static constexpr bool may_be_null = A::template type_in<Model>() == attribute_type::NUL
                                        || B::template type_in<Model>() == attribute_type::NUL;
};

template <class A, class Low, class High>
struct between_node : condition_tag {
    A tested;
    Low low;
    High high;

    static constexpr bool is_static = A::is_static && Low::is_static && High::is_static;
    constexpr between_node(A a, Low l, High h)
        : tested(std::move(a)), low(std::move(l)), high(std::move(h)) {}

    template <class Model>
    static consteval bool check() {
        constexpr bool sound = check_condition_operand<A>() && check_condition_operand<Low>() &&
                               check_condition_operand<High>() && A::template check<Model>() &&
                               Low::template check<Model>() && High::template check<Model>();
        if constexpr (!sound)
            return false;
        else if constexpr (check_operand<use::order, Model, A, Low>() &&
                           check_operand<use::order, Model, A, High>())
            return check_order<Model, A>();
        return false;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const between_node* self) {
        sink.operation();
        A::lower(sink, part(self, &between_node::tested));
        sink.text(" BETWEEN ");
        lower_beside<A>(sink, part(self, &between_node::low));
        sink.text(" AND ");
        lower_beside<A>(sink, part(self, &between_node::high));
    }
};

template <class A, class... Choice>
struct in_node : condition_tag {
    A tested;
    std::tuple<Choice...> choices;

    static constexpr bool is_static = (A::is_static && ... && Choice::is_static);
    constexpr explicit in_node(A a, Choice... c) : tested(std::move(a)), choices(std::move(c)...) {}

    template <class Model>
    static consteval bool check() {
        return check_condition_operand<A>() && (check_condition_operand<Choice>() && ...) &&
               A::template check<Model>() && (Choice::template check<Model>() && ...) &&
               (check_operand<use::compare, Model, A, Choice>() && ...);
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const in_node* self) {
        sink.operation();
        A::lower(sink, part(self, &in_node::tested));
        sink.text(" IN (");
        lower_choices(sink, self, std::index_sequence_for<Choice...>{});
        sink.text(")");
    }

 private:
    template <class Sink, std::size_t... I>
    static constexpr void lower_choices(Sink& sink, const in_node* self, std::index_sequence<I...>) {
        ((I == 0 ? void() : sink.text(", "),
          lower_beside<A>(sink, self ? &std::get<I>(self->choices) : nullptr)),
         ...);
    }
};

/// IN with a list that is known only at run time.
template <class A, class V>
struct in_range_node : condition_tag {
    A tested;
    std::vector<V> choices;

    static constexpr bool is_static = false;
    in_range_node(A a, std::vector<V> c) : tested(std::move(a)), choices(std::move(c)) {}

    template <class Model>
    static consteval bool check() {
        constexpr bool sound =
            check_condition_operand<A>() && A::template check<Model>() && literal<V>::template check<Model>();
        if constexpr (sound) return check_operand<use::compare, Model, A, literal<V>>();
        return false;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const in_range_node* self) {
        sink.operation();
        A::lower(sink, part(self, &in_range_node::tested));
        if (!self) return;
        const std::size_t count = self->choices.size();
        if (count == 0 || count > max_choices)
            return sink.fail(errc::invalid_argument,
                             "in_range() takes 1 to 100 values, not " + std::to_string(count));
        bool first = true;
        sink.text(" IN (");
        for (const V& each : self->choices) {
            if (!first) sink.text(", ");
            sink.template value_beside<A>(&each);
            first = false;
        }
        sink.text(")");
    }
};

/// attribute_exists, attribute_not_exists
template <fixed_string Name, class A>
struct test_node : condition_tag {
    A attribute;

    static constexpr bool is_static = A::is_static;
    constexpr explicit test_node(A a) : attribute(std::move(a)) {}

    template <class Model>
    static consteval bool check() {
        return A::template check<Model>();
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const test_node* self) {
        sink.operation();
        sink.text(Name.view());
        sink.text("(");
        A::lower(sink, part(self, &test_node::attribute));
        sink.text(")");
    }
};

/// begins_with, contains, attribute_type
template <fixed_string Name, class A, class V>
struct match_node : condition_tag {
    A attribute;
    V operand;

    static constexpr std::string_view function = Name.view();
    static constexpr bool is_static = A::is_static && V::is_static;
    constexpr match_node(A a, V v) : attribute(std::move(a)), operand(std::move(v)) {}

    template <class Model>
    static consteval bool check() {
        constexpr bool sound = A::template check<Model>() && V::template check<Model>();
        if constexpr (!sound)
            return false;
        else if constexpr (function == "begins_with")
            return check_begins_with<Model>();
        else if constexpr (function == "contains")
            return check_contains<Model>();
        else
            return true;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const match_node* self) {
        sink.operation();
        sink.text(Name.view());
        sink.text("(");
        A::lower(sink, part(self, &match_node::attribute));
        sink.text(", ");
        lower_beside<A>(sink, part(self, &match_node::operand));
        sink.text(")");
    }

 private:
    template <class Model>
    using type = typename A::template cpp_type_in<Model>;

    template <class Model>
    static consteval bool check_begins_with() {
        constexpr auto t = A::template type_in<Model>();
        constexpr bool has_a_beginning =
            t == attribute_type::S || t == attribute_type::B || t == attribute_type::any;
        if constexpr (has_a_beginning)
            return check_prefix<Model, A, V>();
        else
            static_assert(
                attribute_is_a_string_or_binary<Model, typename A::shown, type<Model>>,
                "dynaco: begins_with() needs a string or binary attribute (see "
                "attribute_is_a_string_or_binary<Model, Attribute, AttributeType> in this message)");
        return has_a_beginning;
    }
    template <class Model>
    static consteval bool is_element() {
        using whole = content_type<type<Model>>;
        using element = typename V::template cpp_type_in<Model>;
        if constexpr (expression::sequence<whole>)
            return suits<use::compare, typename whole::value_type, element>();
        else if constexpr (model::attribute_set<whole>)
            return suits<use::compare, typename whole::key_type, element>();
        else
            return true;
    }
    template <class Model>
    static consteval bool check_contains() {
        constexpr auto t = A::template type_in<Model>();
        constexpr auto v = V::template type_in<Model>();
        constexpr bool fits = t == attribute_type::S || t == attribute_type::B ? same_type(t, v)
                              : is_set(t) || t == attribute_type::L            ? is_element<Model>()
                                                                               : true;
        constexpr bool can_contain = is_set(t) || t == attribute_type::S || t == attribute_type::B ||
                                     t == attribute_type::L || t == attribute_type::any;
        if constexpr (!fits)
            static_assert(
                operand_fits_attribute<Model, typename A::shown, type<Model>, typename V::shown>,
                "dynaco: the operand of contains() must be a substring or an element of the attribute (see "
                "operand_fits_attribute<Model, Attribute, AttributeType, Operand> in this message)");
        else if constexpr (!can_contain)
            static_assert(attribute_can_contain<Model, typename A::shown, type<Model>>,
                          "dynaco: contains() needs a string, binary, set or list attribute (see "
                          "attribute_can_contain<Model, Attribute, AttributeType> in this message)");
        return fits && can_contain;
    }
};

template <class A, class B>
concept comparable_pair = (operand<A> || operand<B>)&&!condition_node<A> && !condition_node<B>;

template <fixed_string Operator, class A, class B>
constexpr auto compare(A&& a, B&& b) {
    return comparison_node<Operator, operand_of<A>, operand_of<B>>(as_operand(std::forward<A>(a)),
                                                                   as_operand(std::forward<B>(b)));
}

template <class A, class B>
    requires comparable_pair<A, B>
constexpr auto operator==(A&& a, B&& b) { return compare<" = ">(std::forward<A>(a), std::forward<B>(b)); }
template <class A, class B>
    requires comparable_pair<A, B>
constexpr auto operator!=(A&& a, B&& b) { return compare<" <> ">(std::forward<A>(a), std::forward<B>(b)); }
template <class A, class B>
    requires comparable_pair<A, B>
constexpr auto operator<(A&& a, B&& b) { return compare<" < ">(std::forward<A>(a), std::forward<B>(b)); }
template <class A, class B>
    requires comparable_pair<A, B>
constexpr auto operator<=(A&& a, B&& b) { return compare<" <= ">(std::forward<A>(a), std::forward<B>(b)); }
template <class A, class B>
    requires comparable_pair<A, B>
constexpr auto operator>(A&& a, B&& b) { return compare<" > ">(std::forward<A>(a), std::forward<B>(b)); }
template <class A, class B>
    requires comparable_pair<A, B>
constexpr auto operator>=(A&& a, B&& b) { return compare<" >= ">(std::forward<A>(a), std::forward<B>(b)); }

}  // namespace dynaco::detail::expression
