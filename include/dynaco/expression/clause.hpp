#pragma once

#include <dynaco/expression/condition.hpp>
#include <dynaco/expression/update.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>

/// The members of a request that hold expressions.
///
/// Every clause is a class with `member` (the request's member), `check<Model>()`, `lower<Model>(sink, const
/// clause*)` and `is_static`, as nodes are.
namespace dynaco::expression {

// begins_with, =, <, <=, >, >= or between, on the range key only.
template <class Model, class Attribute>
inline constexpr bool attribute_is_the_range_key = false;
template <class Model, class Condition>
inline constexpr bool is_a_key_condition = false;

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
        if constexpr (!Model::schema.range_key.contains(target::path))
            static_assert(
                attribute_is_the_range_key<Model, typename target::shown>,
                "dynaco: a key condition is on the range key of the table or index; use filter() for other "
                "attributes (see attribute_is_the_range_key<Model, Attribute> in this message)");
        else
            return Node::template check<Model>();
    } else {
        static_assert(
            is_a_key_condition<Model, Node>,
            "dynaco: a key condition is =, <, <=, >, >=, between() or begins_with() on the range key; use "
            "filter() for other conditions (see is_a_key_condition<Model, Condition> in this message)");
    }
    return false;
}

/// ConditionExpression; made by `dynaco::when`.
template <condition_node E>
class condition_clause {
 public:
    static constexpr std::string_view member = "ConditionExpression";
    static constexpr bool is_static = E::is_static;
    constexpr explicit condition_clause(E e) : expression_(std::move(e)) {}

    template <class Model>
    static consteval bool check() {
        return E::template check<Model>();
    }
    template <class Model, class Sink>
    static constexpr void lower(Sink& sink, const condition_clause* self) {
        E::lower(sink, part(self, &condition_clause::expression_));
    }

 private:
    E expression_;
};

/// FilterExpression; made by `dynaco::filter`.
template <condition_node E>
class filter_clause {
 public:
    static constexpr std::string_view member = "FilterExpression";
    static constexpr bool is_static = E::is_static;
    constexpr explicit filter_clause(E e) : expression_(std::move(e)) {}

    template <class Model>
    static consteval bool check() {
        return E::template check<Model>();
    }
    template <class Model, class Sink>
    static constexpr void lower(Sink& sink, const filter_clause* self) {
        E::lower(sink, part(self, &filter_clause::expression_));
    }

 private:
    E expression_;
};

/// Stands for "any range key".
struct no_condition : condition_tag {
    static constexpr bool is_static = true;
};

/// KeyConditionExpression: the hash key equals `Hash`, and perhaps a condition on the range key. `Keys` is
/// the model whose schema names the keys: the table's, or the index's.
template <class Keys, class Hash, condition_node Range>
class key_clause {
 public:
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
        sink.value(self ? self->hash_ : nullptr);
        if constexpr (!std::is_same_v<Range, no_condition>) {
            sink.text(" AND ");
            Range::lower(sink, self ? self->range_ : nullptr);
        }
    }

 private:
    const Hash* hash_;
    const Range* range_;
};

/// UpdateExpression: SET, REMOVE, ADD, DELETE, each with its actions in the order given.
template <update_action... Action>
class update_clause {
 public:
    static constexpr std::string_view member = "UpdateExpression";
    static constexpr bool is_static = (Action::is_static && ...);
    constexpr explicit update_clause(const Action&... action) : actions_(&action...) {}

    template <class Model>
    static consteval bool check() {
        return (Action::template check<Model>() && ...);
    }
    template <class Model, class Sink>
    static constexpr void lower(Sink& sink, const update_clause* self) {
        bool any = false;
        lower_section<update_section::set>(sink, self, "SET ", any, indices{});
        lower_section<update_section::remove>(sink, self, "REMOVE ", any, indices{});
        lower_section<update_section::add>(sink, self, "ADD ", any, indices{});
        lower_section<update_section::del>(sink, self, "DELETE ", any, indices{});
    }

 private:
    using indices = std::index_sequence_for<Action...>;

    template <update_section Section, class Sink, std::size_t... I>
    static constexpr void lower_section(Sink& sink, const update_clause* self, std::string_view keyword,
                                        bool& any, std::index_sequence<I...>) {
        bool first = true;
        const auto one = [&]<class A>(const A* action) {
            if constexpr (A::section == Section) {
                if (first && any) sink.text(" ");
                sink.text(first ? keyword : std::string_view(", "));
                A::lower(sink, action);
                first = false;
                any = true;
            }
        };
        (one(self ? std::get<I>(self->actions_) : static_cast<const Action*>(nullptr)), ...);
    }

    std::tuple<const Action*...> actions_;
};

/// ProjectionExpression: every member of `View`.
template <class View>
class projection_clause {
 public:
    static constexpr std::string_view member = "ProjectionExpression";
    static constexpr bool is_static = true;

    template <class Model>
    static consteval bool check() {
        return true;
    }
    template <class Model, class Sink>
    static constexpr void lower(Sink& sink, const projection_clause*) {
        for (std::size_t i = 0; i < model::field_count<View>; ++i) {
            if (i > 0) sink.text(", ");
            sink.name(model::attribute_names<View>[i]);
        }
    }
};

}  // namespace dynaco::expression

namespace dynaco {

/// Makes a write conditional: `save(account, when("account_id"_a.not_exists()))`. The write then answers with
/// a verdict.
template <expression::condition_node E>
[[nodiscard]] constexpr auto when(E condition) {
    return expression::condition_clause<E>(std::move(condition));
}

/// Drops items from what a query or scan gives. They are read, and paid for, all the same.
template <expression::condition_node E>
[[nodiscard]] constexpr auto filter(E condition) {
    return expression::filter_clause<E>(std::move(condition));
}

}  // namespace dynaco
