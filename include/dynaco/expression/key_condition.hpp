#pragma once

#include <dynaco/expression/logical.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

/// The condition of a query on the keys.
namespace dynaco::expression {

// begins_with, =, <, <=, >, >= or between, on the range key only.
template <class Model, class Attribute>
inline constexpr bool attribute_is_the_range_key = false;
template <class Model, class Condition>
inline constexpr bool is_a_key_condition = false;
template <class Condition, class Model>
inline constexpr bool condition_is_for_filters = false;
template <class ConditionOf, class Keys>
inline constexpr bool key_condition_is_of_the_table_or_index = false;

template <class Node>
struct key_condition_target;
template <fixed_string Operator, fixed_string Path, class B>
    requires(Operator.view() != " <> ")
struct key_condition_target<comparison_node<Operator, static_attribute<Path>, B>> {
    using type = static_attribute<Path>;
};
template <fixed_string Path, class Low, class High>
struct key_condition_target<between_node<static_attribute<Path>, Low, High>> {
    using type = static_attribute<Path>;
};
template <fixed_string Path, class V>
struct key_condition_target<match_node<"begins_with", static_attribute<Path>, V>> {
    using type = static_attribute<Path>;
};

template <class Model, class Node>
consteval bool check_key_condition() {
    if constexpr (requires { typename key_condition_target<Node>::type; }) {
        using target = typename key_condition_target<Node>::type;
        if constexpr (!Model::schema.range_key.contains(target::top_level))
            static_assert(
                attribute_is_the_range_key<Model, typename target::shown>,
                "dynaco: a key condition is on the range key of the table or index; use filter() for other "
                "attributes (see attribute_is_the_range_key<Model, Attribute> in this message)");
        else
            return Node::template check<Model>();
    } else if constexpr (requires { typename Node::keys; }) {
        constexpr bool same = std::is_same_v<typename Node::keys, Model>;
        if constexpr (!same)
            static_assert(key_condition_is_of_the_table_or_index<typename Node::keys, Model>,
                          "dynaco: a key_condition_of another table or index (see "
                          "key_condition_is_of_the_table_or_index<ConditionOf, Keys> in this message)");
        return same;
    } else {
        static_assert(
            is_a_key_condition<Model, Node>,
            "dynaco: a key condition is =, <, <=, >, >=, between() or begins_with() on the range key; use "
            "filter() for other conditions (see is_a_key_condition<Model, Condition> in this message)");
    }
    return false;
}

/// The first attribute of the hash key of `Keys`: every item of a table has it.
template <class Keys>
using hash_attribute =
    static_attribute<fixed_string<Keys::schema.hash_key[0].size() + 1>(Keys::schema.hash_key[0])>;

/// Stands for "any range key".
struct no_condition : condition_tag {
    static constexpr bool is_static = true;
};

/// KeyConditionExpression: the hash key equals `Hash`, and perhaps a condition on the range key. `Keys` is
/// the model whose schema names the keys: the table's, or the index's.
template <class Keys, class Hash, condition_node Range>
class key_clause {
 public:
    using keys = Keys;
    static constexpr std::string_view member = "KeyConditionExpression";
    static constexpr bool is_static = Range::is_static;
    constexpr key_clause(const Hash& hash, const Range& range) : hash_(&hash), range_(&range) {}

    template <class Model>
    static consteval bool check() {
        if constexpr (std::is_same_v<Range, no_condition>)
            return true;
        else
            return check_key_condition<Keys, Range>();
    }
    template <class Model, class Sink>
    static constexpr void lower(Sink& sink, const key_clause* self) {
        sink.name(model::attribute_names<Keys>[model::field_index<Keys>(Keys::schema.hash_key[0])]);
        sink.text(" = ");
        sink.template value_beside<hash_attribute<Keys>>(self ? self->hash_ : nullptr);
        sink.operation();
        if constexpr (requires(const Range& range) { range.empty(); })
            if (self && self->range_->empty()) return;
        if constexpr (!std::is_same_v<Range, no_condition>) {
            sink.operation();
            sink.text(" AND ");
            Range::lower(sink, self ? self->range_ : nullptr);
        }
    }

 private:
    const Hash* hash_;
    const Range* range_;
};

}  // namespace dynaco::expression
