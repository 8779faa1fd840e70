#pragma once

#include <dynaco/expression/condition_tree.hpp>
#include <dynaco/expression/logical.hpp>

#include <tuple>
#include <type_traits>
#include <utility>

namespace dynaco {
namespace expression {

template <class ConditionOf, class Model>
inline constexpr bool condition_is_of_the_model = false;

namespace detail {

template <class Model, class E>
recording recorded(const E& node) {
    recording made;
    model_sink<Model> sink(made);
    E::lower(sink, &node);
    return made;
}

// A chain is taken apart, so that it can be gone on with.
template <class Model, class E>
condition_tree tree_of(const E& condition) {
    return condition_tree(recorded<Model>(condition));
}
template <class Model, fixed_string Operator, class... Part>
condition_tree tree_of(const chain_node<Operator, Part...>& chain) {
    constexpr junction how = Operator.view() == " AND " ? junction::all : junction::any;
    condition_tree tree;
    std::apply([&tree](const auto&... part) { (tree.join(how, tree_of<Model>(part)), ...); }, chain.parts);
    return tree;
}

}  // namespace detail
}  // namespace expression

/// A condition on `Model` that is put together at run time.
///
///     dynaco::condition_of<Account> wanted;
///     if (least) wanted.and_also("balance"_a >= *least);
///     for (const auto& word : words) wanted.and_also("name"_a.contains(word));
///     auto found = accounts.scan(dynaco::filter(wanted));
///
/// Made from any condition, which is checked against the model there and whose operands are encoded there:
/// it refers to nothing. Copies are cheap. It stands wherever a condition does, and joins with others by &&,
/// || and !.
///
/// One that is empty says nothing: joined with another it is the other, `!` leaves it empty, `filter()` of it
/// is no filter. `when()` of it is errc::invalid_argument, before any I/O: a write that was meant to be
/// conditional is not made without its condition.
///
/// What cannot be written (an empty set, NaN) fails when the request is made, before any I/O.
template <class Model>
class condition_of : public expression::condition_tag {
 public:
    using erased_model = Model;
    static constexpr bool is_static = false;

    /// Empty.
    condition_of() noexcept = default;
    template <expression::typed_condition E>
    condition_of(const E& condition) {  // NOLINT(google-explicit-constructor)
        constexpr bool sound = E::template check<Model>();
        if constexpr (sound) tree_ = expression::detail::tree_of<Model>(condition);
    }

    /// `this && condition`
    template <expression::condition_node E>
    condition_of& and_also(const E& condition) {
        return join(expression::junction::all, condition);
    }
    /// `this || condition`
    template <expression::condition_node E>
    condition_of& or_else(const E& condition) {
        return join(expression::junction::any, condition);
    }
    [[nodiscard]] bool empty() const noexcept { return tree_.empty(); }

    [[nodiscard]] friend condition_of operator!(condition_of c) {
        c.tree_.negate();
        return c;
    }

    template <class Other>
    static consteval bool check() {
        constexpr bool same = std::is_same_v<Other, Model>;
        if constexpr (!same)
            static_assert(expression::condition_is_of_the_model<Model, Other>,
                          "dynaco: a condition_of another model (see condition_is_of_the_model<ConditionOf, "
                          "Model> in this message)");
        return same;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const condition_of* self) {
        if (!self) return;
        if (self->empty())
            sink.fail(errc::invalid_argument, "an empty condition_of where a condition is needed");
        else
            sink.replay(self->tree_);
    }

 private:
    template <class E>
    condition_of& join(expression::junction how, const E& condition) {
        if constexpr (expression::typed_condition<E>) {
            tree_.join(how, condition_of(condition).tree_);
        } else {
            constexpr bool same = E::template check<Model>();
            if constexpr (same) tree_.join(how, condition.tree_);
        }
        return *this;
    }

    expression::condition_tree tree_;
};

namespace expression {

template <class T>
concept erased_condition = condition_node<T> && requires {
    typename T::erased_model;
};

// The model of a pair of which at least one is erased.
template <class A, class B>
struct model_of_pair {
    using type = typename A::erased_model;
};
template <typed_condition A, erased_condition B>
struct model_of_pair<A, B> {
    using type = typename B::erased_model;
};

template <condition_node A, condition_node B>
    requires(erased_condition<A> || erased_condition<B>)
auto operator&&(const A& a, const B& b) {
    condition_of<typename model_of_pair<A, B>::type> joined(a);
    joined.and_also(b);
    return joined;
}
template <condition_node A, condition_node B>
    requires(erased_condition<A> || erased_condition<B>)
auto operator||(const A& a, const B& b) {
    condition_of<typename model_of_pair<A, B>::type> joined(a);
    joined.or_else(b);
    return joined;
}

}  // namespace expression
}  // namespace dynaco
