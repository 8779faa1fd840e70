#pragma once

#include <dynaco/detail/core/fixed_string.hpp>
#include <dynaco/detail/expression/logical.hpp>
#include <dynaco/detail/expression/path.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

/// The condition of a query on the keys.
namespace dynaco::detail::expression {

// A key condition is begins_with, =, <, <=, >, >= or between, on the range key only.
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
                "dynaco: a key condition must use the range key of the table or index: use filter() for "
                "other attributes (see attribute_is_the_range_key<Model, Attribute> in this message)");
        else
            return Node::template check<Model>();
    } else if constexpr (requires { typename Node::keys; }) {
        constexpr bool same = std::is_same_v<typename Node::keys, Model>;
        if constexpr (!same)
            static_assert(key_condition_is_of_the_table_or_index<typename Node::keys, Model>,
                          "dynaco: the key_condition_of is for another table or index (see "
                          "key_condition_is_of_the_table_or_index<ConditionOf, Keys> in this message)");
        return same;
    } else {
        static_assert(
            is_a_key_condition<Model, Node>,
            "dynaco: a key condition must be =, <, <=, >, >=, between() or begins_with() on the range key: "
            "use filter() for other conditions (see is_a_key_condition<Model, Condition> in this message)");
    }
    return false;
}

/// The first attribute of the hash key of `Keys`. Every item of a table has it.
template <class Keys>
using hash_attribute =
    static_attribute<fixed_string<Keys::schema.hash_key[0].size() + 1>(Keys::schema.hash_key[0])>;

/// The condition of a query that accepts every range key.
struct no_condition : condition_tag {
    static constexpr bool is_static = true;
};

/// KeyConditionExpression: the hash key equals `Hash`, and optionally a condition on the range key. `Keys` is
/// the model whose schema names the keys of the table, or the struct of the index.
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

}  // namespace dynaco::detail::expression

/// DynamoDB refuses the filter of a query if it uses a key of the table or index.
namespace dynaco::detail::expression {

template <class Keys, class Attribute>
inline constexpr bool filter_names_no_key = false;

/// Finds the first key among the attributes of a condition. Does not see attributes that are known only at
/// run time.
template <class Keys>
class key_finder {
 public:
    using model = Keys;

    /// Empty if no key was found.
    std::string_view found{};

    template <fixed_string Path>
    constexpr void path() noexcept {
        constexpr std::string_view name = path_of<Path>[0].name;
        const bool is_key = Keys::schema.hash_key.contains(name) || Keys::schema.range_key.contains(name);
        if (found.empty() && is_key) found = name;
    }
    template <class T, fixed_string Path>
    constexpr void path_below() noexcept {}
    template <class T>
    constexpr void value(const T*) noexcept {}
    template <class Attribute, class T>
    constexpr void value_beside(const T*) noexcept {}
    constexpr void text(std::string_view) noexcept {}
    constexpr void open() noexcept {}
    constexpr void close() noexcept {}
    constexpr void operation() noexcept {}
    template <class Step>
    constexpr void runtime_step(const Step&) noexcept {}
    constexpr void runtime_path(std::string_view) noexcept {}
    template <class Recorded>
    constexpr void replay(const Recorded&) noexcept {}
    template <class Cause>
    constexpr void fail(Cause, const std::string&) {}
};

template <class Keys, class Condition>
consteval bool check_query_filter() {
    constexpr std::string_view key = [] {
        key_finder<Keys> finder;
        Condition::lower(finder, nullptr);
        return finder.found;
    }();
    if constexpr (!key.empty())
        static_assert(
            filter_names_no_key<Keys, model::spelled<fixed_string<key.size() + 1>(key)>>,
            "dynaco: the filter() of a query cannot use a key of the table or index: move it to the key "
            "condition, or use scan() (see filter_names_no_key<Model, Attribute> in this message)");
    return key.empty();
}

}  // namespace dynaco::detail::expression
