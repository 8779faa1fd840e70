#pragma once

#include <dynaco/detail/expression/update.hpp>
#include <dynaco/detail/expression/update_check.hpp>
#include <dynaco/detail/model/composed_writer.hpp>
#include <dynaco/detail/model/record_codec.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

/// Update actions that set and remove composed attributes.
namespace dynaco {
namespace detail::expression {

/// The text of a composed attribute, made from values. Refers to the values.
template <fixed_string Template, class... Part>
struct text_of_parts {
    std::tuple<const Part*...> parts;

    static constexpr bool can_be_absent = (model::can_be_absent<Part> || ...);
    [[nodiscard]] constexpr bool absent() const {
        return std::apply([](const Part*... part) { return (model::is_absent(*part) || ...); }, parts);
    }
};

/// SET of a composed attribute, or REMOVE if one of its members is absent.
template <class Model, std::size_t Field, class Text>
struct set_composed : action_tag {
    static constexpr auto section = update_section::set;
    static constexpr bool is_static = true;
    static constexpr bool may_vary = Text::can_be_absent;
    Text text;

    constexpr explicit set_composed(Text t) : text(t) {}
    static constexpr update_section section_of(const set_composed* self) {
        if constexpr (may_vary)
            if (self && self->text.absent()) return update_section::remove;
        return section;
    }
    template <class>
    static consteval bool check() {
        return true;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const set_composed* self) {
        sink.name(model::attribute_names<Model>[Field]);
        if (section_of(self) == update_section::remove) {
            if constexpr (model::required_fields<Model>[Field])
                refuse_removal(sink, model::attribute_names<Model>[Field]);
            return;
        }
        sink.text(" = ");
        sink.value(part(self, &set_composed::text));
    }
};

/// SET of a composed attribute that the item may already have.
template <class Model, std::size_t Field, class Text>
struct set_composed_once : action_tag {
    static constexpr auto section = update_section::set;
    static constexpr bool is_static = true;
    Text text;

    constexpr explicit set_composed_once(Text t) : text(t) {}
    template <class>
    static consteval bool check() {
        return true;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const set_composed_once* self) {
        sink.name(model::attribute_names<Model>[Field]);
        sink.operation();
        sink.text(" = if_not_exists(");
        sink.name(model::attribute_names<Model>[Field]);
        sink.text(", ");
        sink.value(part(self, &set_composed_once::text));
        sink.text(")");
    }
};

/// REMOVE of a composed attribute.
template <class Model, std::size_t Field>
struct remove_composed : action_tag {
    static constexpr auto section = update_section::remove;
    static constexpr bool is_static = true;
    template <class>
    static consteval bool check() {
        return true;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const remove_composed*) {
        sink.name(model::attribute_names<Model>[Field]);
    }
};

}  // namespace detail::expression

template <fixed_string Template, class... Part>
struct codec<detail::expression::text_of_parts<Template, Part...>> {
    static constexpr attribute_type type = attribute_type::S;
    static bool write(detail::json::writer& out,
                      const detail::expression::text_of_parts<Template, Part...>& text) {
        detail::model::composed_writer to(out, detail::model::template_of<Template>);
        const auto write_all = [&](const Part*... part) { return (to.hole(*part) && ...); };
        if (!std::apply(write_all, text.parts)) return false;
        to.finish();
        return true;
    }
};

}  // namespace dynaco
