#pragma once

#include <dynaco/detail/expression/update.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace dynaco::detail::expression {

// Refuses two actions on one attribute, with one line that names both paths.
template <class First, class Second>
inline constexpr bool paths_do_not_overlap = false;

// The part of an attribute's path that is known at compile time: the whole path, or the beginning of the path
// of an `element_attribute`.
template <class Attribute>
struct known_path {
    static constexpr bool any = false;
};
template <fixed_string Path>
struct known_path<static_attribute<Path>> {
    static constexpr bool any = true;
    static constexpr bool whole = true;
    static constexpr const auto& steps = path_of<Path>;
};
template <class Base, class Step>
struct known_path<element_attribute<Base, Step>> : known_path<Base> {
    static constexpr bool whole = false;
};
template <class Action>
struct changed_path : known_path<void> {};
template <class Action>
    requires requires { typename decltype(Action::attribute)::shown; }
struct changed_path<Action> : known_path<std::remove_const_t<decltype(Action::attribute)>> {
    using shown = typename decltype(Action::attribute)::shown;
};

// True if one path equals the other, or is its beginning, for all values of the steps that are known only at
// run time.
template <class A, class B>
consteval bool paths_overlap() {
    using first = changed_path<A>;
    using second = changed_path<B>;
    if constexpr (!first::any || !second::any) {
        return false;
    } else {
        constexpr const auto& a = first::steps;
        constexpr const auto& b = second::steps;
        if ((!first::whole && b.count > a.count) || (!second::whole && a.count > b.count) ||
            (!first::whole && !second::whole))
            return false;
        for (std::size_t i = 0; i < a.count && i < b.count; ++i)
            if (a[i].index != b[i].index || a[i].name != b[i].name) return false;
        return true;
    }
}
template <class A, class B>
consteval bool check_pair() {
    constexpr bool apart = !paths_overlap<A, B>();
    if constexpr (!apart)
        static_assert(
            paths_do_not_overlap<typename changed_path<A>::shown, typename changed_path<B>::shown>,
            "dynaco: two actions of the update change the same attribute, or one attribute is inside the "
            "other: leave one of them out (see paths_do_not_overlap<First, Second> in this message)");
    return apart;
}
/// DynamoDB refuses an update whose paths overlap.
template <class First, class... Rest>
consteval bool check_overlaps() {
    if constexpr (sizeof...(Rest) == 0)
        return true;
    else
        return (check_pair<First, Rest>() && ...) && check_overlaps<Rest...>();
}

/// UpdateExpression: SET, REMOVE, ADD, DELETE, each with its actions in the given order. Refers to the
/// actions.
template <update_action... Action>
class update_clause {
    // A list of actions built at run time, or an action whose section is chosen at run time.
    template <class A>
    static constexpr bool is_list = requires(const A& list) {
        list.actions();
    };
    template <class A>
    static constexpr bool has_sections = requires {
        requires A::may_vary;
    };

 public:
    static constexpr std::string_view member = "UpdateExpression";
    static constexpr bool is_static = (Action::is_static && ...);
    /// True if the text that is sent may differ from the text made at compile time.
    static constexpr bool may_need_run_time = (has_sections<Action> || ...);
    constexpr explicit update_clause(const Action&... action) : actions_(&action...) {}

    /// True if a value is absent, so that its SET becomes a REMOVE.
    [[nodiscard]] bool needs_run_time() const {
        return std::apply([](const Action*... action) { return (varies(action) || ...); }, actions_);
    }

    template <class Model>
    static consteval bool check() {
        constexpr bool sound = (Action::template check<Model>() && ...);
        if constexpr (sound && sizeof...(Action) > 0) return check_overlaps<Action...>();
        return sound;
    }
    template <class Model, class Sink>
    static constexpr void lower(Sink& sink, const update_clause* self) {
        bool any = false;
        lower_section<update_section::set>(sink, self, "SET ", any, indices{});
        lower_section<update_section::remove>(sink, self, "REMOVE ", any, indices{});
        lower_section<update_section::add>(sink, self, "ADD ", any, indices{});
        lower_section<update_section::del>(sink, self, "DELETE ", any, indices{});
        if constexpr (!is_static)
            if (!any) sink.fail(errc::invalid_argument, "the update has no action");
    }

 private:
    using indices = std::index_sequence_for<Action...>;

    template <class A>
    static constexpr bool varies(const A* action) {
        if constexpr (has_sections<A>) return section_of(action) != A::section;
        return false;
    }

    template <update_section Section, class Sink, class A, class Start>
    static constexpr void lower_action(Sink& sink, const A* action, const Start& start) {
        if constexpr (is_list<A>) {
            for (const auto& each : action->actions())
                if (each.section == Section) start(), sink.replay(each.text);
        } else if (section_of(action) == Section) {
            start();
            A::lower(sink, action);
        }
    }

    template <update_section Section, class Sink, std::size_t... I>
    static constexpr void lower_section(Sink& sink, const update_clause* self, std::string_view keyword,
                                        bool& any, std::index_sequence<I...>) {
        bool first = true;
        const auto start = [&] {
            if (first && any) sink.text(" ");
            sink.text(first ? keyword : std::string_view(", "));
            first = false;
            any = true;
        };
        (lower_action<Section>(sink, self ? std::get<I>(self->actions_) : static_cast<const Action*>(nullptr),
                               start),
         ...);
    }

    std::tuple<const Action*...> actions_;
};

}  // namespace dynaco::detail::expression
