#pragma once

#include <dynaco/detail/model/record.hpp>
#include <dynaco/expressions.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>

/// Writes by key to a table that has items of several models. They change only items of their own model.
namespace dynaco::detail {

/// True if updates and removals of `Model` depend on the stored kind, by a condition that dynaco adds.
template <class Model>
inline constexpr bool of_kind = model::has_discriminator<Model>;

/// Writes `attribute_not_exists(kind) OR kind IN (…)`: the item is one of `Model`'s, or has no discriminator,
/// or does not exist.
template <class Model, class Sink>
constexpr void lower_kind_condition(Sink& sink) {
    constexpr std::string_view name = model::discriminator_of<Model>;
    constexpr auto& kinds = Model::schema.kinds;
    sink.open();
    sink.operation();
    sink.text("attribute_not_exists(");
    sink.name(name);
    sink.text(") OR ");
    sink.operation();
    sink.operation();
    sink.name(name);
    sink.text(kinds.count == 1 ? " = " : " IN (");
    for (std::size_t i = 0; i < kinds.count; ++i) {
        if (i > 0) sink.text(", ");
        sink.value(kinds.begin() + i);
    }
    if (kinds.count > 1) sink.text(")");
    sink.close();
}

/// `SET kind = if_not_exists(kind, :first)`: an item that the update makes is one of `Model`'s; an existing
/// item keeps its kind.
template <class Model>
struct set_kind : expression::action_tag {
    static constexpr auto section = expression::update_section::set;
    static constexpr bool is_static = true;

    template <class>
    static consteval bool check() {
        return true;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const set_kind*) {
        constexpr std::string_view name = model::discriminator_of<Model>;
        sink.name(name);
        sink.operation();
        sink.text(" = if_not_exists(");
        sink.name(name);
        sink.text(", ");
        sink.value(Model::schema.kinds.begin());
        sink.text(")");
    }
};

/// A tuple of the actions that an update of `Model` adds for its kind.
template <class Model>
auto kind_actions() {
    if constexpr (of_kind<Model>) {
        return std::tuple(set_kind<Model>());
    } else {
        return std::tuple<>();
    }
}

}  // namespace dynaco::detail
