#pragma once

#include <dynaco/detail/expression/logical.hpp>
#include <dynaco/detail/expression/recording.hpp>
#include <dynaco/detail/expression/runtime_sink.hpp>

#include <tuple>

/// Expressions that are recorded: their text and operands are kept without their types.
namespace dynaco::detail::expression {

template <class UpdatesOf, class Model>
inline constexpr bool updates_are_of_the_model = false;

template <class Model, class E>
recording recorded(const E& node) {
    recording made;
    model_sink<Model> sink(made);
    E::lower(sink, &node);
    return made;
}

template <class Model, class E>
condition_tree tree_of(const E& condition) {
    return condition_tree(recorded<Model>(condition));
}
// A chain is split into its parts, so that more parts can be joined to it.
template <class Model, fixed_string Operator, class... Part>
condition_tree tree_of(const chain_node<Operator, Part...>& chain) {
    constexpr junction how = Operator.view() == " AND " ? junction::all : junction::any;
    condition_tree tree;
    std::apply([&tree](const auto&... part) { (tree.join(how, tree_of<Model>(part)), ...); }, chain.parts);
    return tree;
}

}  // namespace dynaco::detail::expression
