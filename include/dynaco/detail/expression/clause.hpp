#pragma once

#include <dynaco/detail/expression/key_condition.hpp>
#include <dynaco/detail/expression/update_clause.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>

/// The members of a request that hold expressions.
///
/// Every clause is a class with `member` (the request's member), `check<Model>()`, `lower<Model>(sink, const
/// clause*)` and `is_static`, as nodes are; perhaps `is_present()`, and `needs_run_time()` if the text
/// that is sent may differ from its constant text. If it has one of several constant texts, it has
/// `form_count`, `form()`, and `in_form(n)`, which returns a clause from which that text is made.
namespace dynaco::detail::expression {

/// The ConditionExpression of a request; `dynaco::when` returns it.
template <condition_node E>
class condition_clause {
 public:
    /// The member of the request.
    static constexpr std::string_view member = "ConditionExpression";
    /// True if the text is known at compile time.
    static constexpr bool is_static = E::is_static;
    /// The condition `e`.
    constexpr explicit condition_clause(E e) : expression_(std::move(e)) {}

    /// Checks the condition against `Model` at compile time.
    template <class Model>
    static consteval bool check() {
        return E::template check<Model>();
    }
    /// Writes the condition into `sink`.
    template <class Model, class Sink>
    static constexpr void lower(Sink& sink, const condition_clause* self) {
        E::lower(sink, part(self, &condition_clause::expression_));
    }

 private:
    E expression_;
};

/// The FilterExpression of a request; `dynaco::filter` returns it.
template <condition_node E>
class filter_clause {
 public:
    /// The type of the condition.
    using condition = E;
    /// The member of the request.
    static constexpr std::string_view member = "FilterExpression";
    /// True if the text is known at compile time.
    static constexpr bool is_static = E::is_static;
    /// The filter `e`.
    constexpr explicit filter_clause(E e) : expression_(std::move(e)) {}

    /// False if the condition is empty: the member is then left out of the request.
    [[nodiscard]] constexpr bool is_present() const {
        if constexpr (requires { expression_.empty(); }) return !expression_.empty();
        return true;
    }

    /// Checks the filter against `Model` at compile time.
    template <class Model>
    static consteval bool check() {
        return E::template check<Model>();
    }
    /// Writes the filter into `sink`.
    template <class Model, class Sink>
    static constexpr void lower(Sink& sink, const filter_clause* self) {
        E::lower(sink, part(self, &filter_clause::expression_));
    }

 private:
    E expression_;
};

/// The attributes that are read into a view: its members and its discriminator.
template <class View>
struct view_names {
    static constexpr std::size_t most = model::field_count<View> + 1;
    template <class Add>
    static constexpr void visit(const Add& add) {
        for (const std::string_view each : model::attribute_names<View>) add(each);
        if constexpr (model::has_discriminator<View>) add(model::discriminator_of<View>);
    }
};
template <class... T>
struct view_names<std::variant<T...>> {
    static constexpr std::size_t most = (view_names<T>::most + ...);
    template <class Add>
    static constexpr void visit(const Add& add) {
        (view_names<T>::visit(add), ...);
    }
};

/// The ProjectionExpression of a request: every member of `View` and its discriminator. For a `std::variant`,
/// those of all alternatives.
template <class View>
class projection_clause {
    struct list {
        std::array<std::string_view, expression::view_names<View>::most> names{};
        std::size_t count = 0;
        [[nodiscard]] constexpr bool contains(std::string_view name) const {
            for (std::size_t i = 0; i < count; ++i)
                if (names[i] == name) return true;
            return false;
        }
    };
    static constexpr list make() {
        list all;
        expression::view_names<View>::visit([&all](std::string_view name) {
            if (!all.contains(name)) all.names[all.count++] = name;
        });
        return all;
    }

 public:
    /// The member of the request.
    static constexpr std::string_view member = "ProjectionExpression";
    /// True: the text is known at compile time.
    static constexpr bool is_static = true;
    /// True if the attribute `name` is read.
    static constexpr bool has(std::string_view name) { return make().contains(name); }

    /// True: the view is checked elsewhere.
    template <class Model>
    static consteval bool check() {
        return true;
    }
    /// Writes the names into `sink`.
    template <class Model, class Sink>
    static constexpr void lower(Sink& sink, const projection_clause*) {
        constexpr list all = make();
        for (std::size_t i = 0; i < all.count; ++i) {
            if (i > 0) sink.text(", ");
            sink.name(all.names[i]);
        }
    }
};

}  // namespace dynaco::detail::expression
