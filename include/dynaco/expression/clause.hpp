#pragma once

#include <dynaco/expression/key_condition.hpp>
#include <dynaco/expression/query_filter.hpp>
#include <dynaco/expression/update_clause.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

/// The members of a request that hold expressions.
///
/// Every clause is a class with `member` (the request's member), `check<Model>()`, `lower<Model>(sink, const
/// clause*)` and `is_static`, as nodes are; perhaps `is_present()`, and `needs_run_time()` if its constant
/// text may not be the one to send.
namespace dynaco::expression {

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
    using condition = E;
    static constexpr std::string_view member = "FilterExpression";
    static constexpr bool is_static = E::is_static;
    constexpr explicit filter_clause(E e) : expression_(std::move(e)) {}

    /// False if it says nothing and is left out.
    [[nodiscard]] constexpr bool is_present() const {
        if constexpr (requires { expression_.empty(); }) return !expression_.empty();
        return true;
    }

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
/// a verdict. An empty `condition_of` is errc::invalid_argument, before any I/O.
template <expression::condition_node E>
[[nodiscard]] constexpr auto when(E condition) {
    return expression::condition_clause<E>(std::move(condition));
}

/// Drops items from what a query or scan gives. They are read, and paid for, all the same. An empty
/// `condition_of` is no filter. That of a query cannot name the keys of what is queried; in a `condition_of`
/// it is DynamoDB that refuses them.
template <expression::condition_node E>
[[nodiscard]] constexpr auto filter(E condition) {
    return expression::filter_clause<E>(std::move(condition));
}

}  // namespace dynaco
