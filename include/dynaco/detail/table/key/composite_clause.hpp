#pragma once

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/table/key/key.hpp>
#include <dynaco/detail/table/models/key_check.hpp>
#include <dynaco/expressions.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace dynaco {

// The names below appear in the compiler's message, see table/key_check.hpp.
namespace detail::table_checks {

template <class Keys, std::size_t Members, std::size_t Given>
inline constexpr bool hash_key_is_complete = false;
template <class Keys, class Attribute>
inline constexpr bool range_conditions_are_in_order = false;
template <class Keys, class Attribute>
inline constexpr bool range_condition_is_an_equality = false;

template <class Node>
inline constexpr bool is_equality = false;
template <class A, class B>
inline constexpr bool is_equality<expression::comparison_node<" = ", A, B>> = true;

/// The condition on the `I`-th member of the range key, of `Count` conditions.
template <class Keys, class Node, std::size_t I, std::size_t Count>
consteval bool check_range_condition() {
    constexpr bool on_a_range_key = expression::check_key_condition<Keys, Node>();
    if constexpr (on_a_range_key) {
        using target = typename expression::key_condition_target<Node>::type;
        constexpr bool in_order = Keys::schema.range_key[I] == target::path;
        constexpr bool sound = I + 1 == Count || is_equality<Node>;
        if constexpr (!in_order)
            static_assert(
                range_conditions_are_in_order<Keys, typename target::shown>,
                "dynaco: conditions on the members of a range key must be in the schema's order, without "
                "gaps (see range_conditions_are_in_order<Index, Attribute> in this message)");
        else if constexpr (!sound)
            static_assert(range_condition_is_an_equality<Keys, typename target::shown>,
                          "dynaco: all conditions on a range key of several members must be ==, except the "
                          "last one (see range_condition_is_an_equality<Index, Attribute> in this message)");
        return in_order && sound;
    } else {
        return false;
    }
}

/// The conditions that `&&` joins.
template <class Node>
struct conjunction {
    static constexpr std::size_t count = 1;

    template <class Keys, std::size_t First, std::size_t Count>
    static consteval bool check() {
        return check_range_condition<Keys, Node, First, Count>();
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const Node* node) {
        sink.operation();
        sink.text(" AND ");
        Node::lower(sink, node);
    }
};
template <>
struct conjunction<expression::no_condition> {
    static constexpr std::size_t count = 0;

    template <class Keys, std::size_t First, std::size_t Count>
    static consteval bool check() {
        return true;
    }
    template <class Sink>
    static constexpr void lower(Sink&, const expression::no_condition*) {}
};
template <class... Part>
struct conjunction<expression::chain_node<" AND ", Part...>> {
    using node = expression::chain_node<" AND ", Part...>;
    static constexpr std::size_t count = (conjunction<Part>::count + ...);

    template <class Keys, std::size_t First, std::size_t Count>
    static consteval bool check() {
        return []<std::size_t... I>(std::index_sequence<I...>) {
            return (conjunction<Part>::template check<Keys, First + I, Count>() && ...);
        }
        (std::index_sequence_for<Part...>{});
    }
    // Writes a condition without its parentheses: the grammar of key conditions does not allow nesting.
    template <class Sink>
    static constexpr void lower(Sink& sink, const node* self) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (conjunction<Part>::lower(sink, self ? &std::get<I>(self->parts) : nullptr), ...);
        }
        (std::index_sequence_for<Part...>{});
    }
};

}  // namespace detail::table_checks

namespace detail {

/// KeyConditionExpression of a global index whose keys can have several members. Every member of the hash key
/// equals its value. The first members of the range key equal their values; the last one that is passed can
/// have any condition. Refers to its parts.
template <class Keys, class Values, expression::condition_node Range>
class composite_key_clause {
    using range = table_checks::conjunction<Range>;

 public:
    using keys = Keys;
    static constexpr std::string_view member = "KeyConditionExpression";
    static constexpr bool is_static = Range::is_static;
    constexpr composite_key_clause(const Values& hash, const Range& r) noexcept : hash_(&hash), range_(&r) {}

    template <class Model>
    static consteval bool check() {
        constexpr std::size_t members = Keys::schema.hash_key.size();
        constexpr bool complete = members == Values::size;
        if constexpr (!complete)
            static_assert(
                table_checks::hash_key_is_complete<Keys, members, Values::size>,
                "dynaco: a query needs a value for each member of the hash key: pass key_values(...) in the "
                "schema's order (see hash_key_is_complete<Index, Members, Given> in this message)");
        else if constexpr (check_hash(std::make_index_sequence<Values::size>{}))
            return range::template check<Keys, 0, range::count>();
        return false;
    }
    template <class Model, class Sink>
    static constexpr void lower(Sink& sink, const composite_key_clause* self) {
        lower_hash(sink, self, std::make_index_sequence<Values::size>{});
        range::lower(sink, self ? self->range_ : nullptr);
    }

 private:
    template <std::size_t... I>
    static consteval bool check_hash(std::index_sequence<I...>) {
        using namespace table_checks;
        return (check_key_operand<Keys, key_member<Keys, I>::hash, typename Values::template type<I>>() &&
                ...);
    }
    template <class Sink, std::size_t... I>
    static constexpr void lower_hash(Sink& sink, const composite_key_clause* self,
                                     std::index_sequence<I...>) {
        (lower_one<I>(sink, self), ...);
    }

    template <std::size_t I, class Sink>
    static constexpr void lower_one(Sink& sink, const composite_key_clause* self) {
        constexpr std::size_t field = model::field_index<Keys>(table_checks::key_member<Keys, I>::hash);
        using operand = key_operand<model::field_type<Keys, field>>;
        using given = typename Values::template type<I>;
        using written = std::remove_cvref_t<decltype(operand::of(std::declval<const given&>()))>;
        if (I > 0) sink.operation(), sink.text(" AND ");
        sink.operation();
        sink.name(model::attribute_names<Keys>[field]);
        sink.text(" = ");
        if (self) {
            const auto& value = operand::of(self->hash_->template get<I>());
            sink.value(&value);
        } else {
            sink.value(static_cast<const written*>(nullptr));
        }
    }

    const Values* hash_;
    const Range* range_;
};

}  // namespace detail

}  // namespace dynaco
