#pragma once

#include <dynaco/detail/expression/composed_action.hpp>
#include <dynaco/detail/expression/update.hpp>
#include <dynaco/detail/expression/update_check.hpp>
#include <dynaco/detail/model/composed_writer.hpp>
#include <dynaco/detail/model/record_codec.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

/// Composed attributes in updates. An update that changes a member of a composed attribute also changes the
/// attribute.
namespace dynaco {
namespace detail::expression {

// The names appear in the compiler's message, see check.hpp.
template <class Model, class Composed, class Missing>
inline constexpr bool composed_attribute_can_be_set = false;

template <class Model, class Composed>
inline constexpr bool composed_attribute_can_be_removed = false;

/// Used as the key of an item that is not known yet.
struct unknown_key {
    static constexpr bool may_be_new = false;
    template <std::size_t Field>
    static consteval bool knows() {
        return false;
    }
};

/// How an update changes a member that an attribute is composed of.
enum class part_change {
    none,
    removed,
    set,       ///< To a value that is in the update.
    set_once,  ///< `created_at`, unless the item already has it.
    unknown,   ///< Only DynamoDB knows the new value.
};

template <class T>
consteval bool is_text_or_number() {
    if constexpr (writable_attribute<T>) {
        return codec<T>::type == attribute_type::S || codec<T>::type == attribute_type::N;
    } else {
        return true;  // another check refuses it
    }
}

template <class Model, class Action>
inline constexpr part_change change_by = part_change::unknown;
template <class Model, class A>
inline constexpr part_change change_by<Model, remove_node<A>> = part_change::removed;
template <class Model, class A, class T>
inline constexpr part_change change_by<Model, set_node<A, literal<T>>> = is_text_or_number<unwrapped<T>>()
                                                                             ? part_change::set
                                                                             : part_change::unknown;
template <class Model, class A, class T>
inline constexpr part_change change_by<Model, set_node<A, if_not_exists_node<A, literal<T>>>> = [] {
    if constexpr (model::has_schema<Model> && requires { Model::schema.created_at; })
        if (!A::top_level.empty() && A::top_level == Model::schema.created_at) return part_change::set_once;
    return part_change::unknown;
}();

template <class A, class T>
constexpr const T& value_set(const set_node<A, literal<T>>& action) {
    return action.assigned.content;
}
template <class A, class T>
constexpr const T& value_set(const set_node<A, if_not_exists_node<A, literal<T>>>& action) {
    return action.assigned.otherwise.content;
}

/// The changes that an update of an item makes to its composed attributes.
template <class Model, class Key, class... Action>
class derivation {
    static constexpr std::size_t count = sizeof...(Action);

    // The index of the action that changes a member, or `count` if no action changes it.
    template <std::size_t Field>
    static consteval std::size_t changer() {
        constexpr std::string_view name = model::field_names<Model>[Field];
        std::size_t found = count;
        [[maybe_unused]] std::size_t i = 0;
        ((found = found == count && changed_attribute<Action>() == name ? i : found, ++i), ...);
        return found;
    }
    template <std::size_t Field>
    static consteval part_change change() {
        constexpr std::size_t i = changer<Field>();
        if constexpr (i < count) {
            return change_by<Model, std::tuple_element_t<i, std::tuple<Action...>>>;
        } else {
            return part_change::none;
        }
    }

    template <fixed_string Template>
    struct parts {
        static constexpr std::size_t holes = model::parse_key_template(Template.view()).count;
        using indices = std::make_index_sequence<holes>;

        template <std::size_t Hole>
        static constexpr std::size_t field = model::hole_field<Model, Template, Hole>;
        template <part_change What, std::size_t... Hole>
        static consteval bool any(std::index_sequence<Hole...>) {
            return ((change<field<Hole>>() == What) || ...);
        }
        template <part_change What>
        static constexpr bool has = any<What>(indices{});

        template <std::size_t Hole, bool Once>
        static consteval bool is_known() {
            constexpr part_change what = change<field<Hole>>();
            return what == part_change::set || (Once && what == part_change::set_once) ||
                   (what == part_change::none && Key::template knows<field<Hole>>());
        }
        template <bool Once, std::size_t... Hole>
        static consteval std::size_t find_missing(std::index_sequence<Hole...>) {
            std::size_t found = holes;
            ((found = found == holes && !is_known<Hole, Once>() ? Hole : found), ...);
            return found;
        }
        // The first hole whose new value is not known, or `holes` if all are known.
        template <bool Once>
        static constexpr std::size_t missing = find_missing<Once>(indices{});
    };

    template <std::size_t Field>
    static const auto* value_of(const Key& key, const std::tuple<const Action&...>& actions) {
        constexpr std::size_t i = changer<Field>();
        if constexpr (i < count) {
            return &value_set(std::get<i>(actions));
        } else {
            return &key.template value<Field>();
        }
    }
    template <fixed_string Template>
    static auto text_of(const Key& key, const std::tuple<const Action&...>& actions) {
        return [&]<std::size_t... Hole>(std::index_sequence<Hole...>) {
            const std::tuple values{value_of<parts<Template>::template field<Hole>>(key, actions)...};
            return [&]<class... Part>(const std::tuple<const Part*...>& all) {
                return text_of_parts<Template, Part...>{all};
            }(values);
        }
        (std::make_index_sequence<parts<Template>::holes>{});
    }

    template <std::size_t Field, class Member>
    static auto make_one(const Key&, const std::tuple<const Action&...>&, std::type_identity<Member>) {
        return std::tuple<>();
    }
    template <std::size_t Field, fixed_string Template>
    static auto make_one(const Key& key, const std::tuple<const Action&...>& actions,
                         std::type_identity<composed<Template>>) {
        using all = parts<Template>;
        constexpr bool sets = all::template has<part_change::set>;
        constexpr bool sets_once = all::template has<part_change::set_once>;
        constexpr bool removes = all::template has<part_change::removed>;
        if constexpr (all::template has<part_change::unknown> || (sets && !removes)) {
            constexpr std::size_t missing = all::template missing<false>;
            if constexpr (missing < all::holes) {
                static_assert(
                    composed_attribute_can_be_set<Model, model::spelled_view<composed_name<Field>>,
                                                  model::spelled_hole<Template, missing>>,
                    "dynaco: the update changes a member in the template of a composed attribute: set() all "
                    "members of the template to values in this update, or read the item, change it and save "
                    "it (see composed_attribute_can_be_set<Model, Composed, Missing> in this message)");
                return std::tuple<>();
            } else {
                auto text = text_of<Template>(key, actions);
                return std::tuple(set_composed<Model, Field, decltype(text)>(text));
            }
        } else if constexpr (removes && model::required_fields<Model>[Field]) {
            static_assert(composed_attribute_can_be_removed<Model, model::spelled_view<composed_name<Field>>>,
                          "dynaco: the update removes a member in the template of a required composed "
                          "attribute: the item could not be read without this attribute (see "
                          "composed_attribute_can_be_removed<Model, Composed> in this message)");
            return std::tuple<>();
        } else if constexpr (removes) {
            return std::tuple(remove_composed<Model, Field>());
        } else if constexpr ((sets_once || (Key::may_be_new && !is_key<Field>())) &&
                             all::template missing<true> == all::holes) {
            auto text = text_of<Template>(key, actions);
            return std::tuple(set_composed_once<Model, Field, decltype(text)>(text));
        } else {
            return std::tuple<>();
        }
    }
    template <std::size_t Field>
    static constexpr std::string_view composed_name = model::field_names<Model>[Field];
    template <std::size_t Field>
    static consteval bool is_key() {
        constexpr std::string_view name = model::field_names<Model>[Field];
        return Model::schema.hash_key.contains(name) || Model::schema.range_key.contains(name);
    }

 public:
    static auto make(const Key& key, const std::tuple<const Action&...>& actions) {
        return [&]<std::size_t... Field>(std::index_sequence<Field...>) {
            return std::tuple_cat(
                make_one<Field>(key, actions, std::type_identity<model::field_type<Model, Field>>{})...);
        }
        (std::make_index_sequence<model::field_count<Model>>{});
    }
};

/// Returns a tuple of the actions that update the composed attributes of `Model` when the `action`s are
/// executed. The tuple refers to the key and the actions. Does not compile if a new value is not known.
template <class Model, class Key, class... Action>
auto derived_actions(const Key& key, const Action&... action) {
    if constexpr (model::record<Model>) {
        return expression::derivation<Model, Key, Action...>::make(key,
                                                                   std::tuple<const Action&...>(action...));
    } else {
        return std::tuple();  // dynaco::item has no composed attributes
    }
}

}  // namespace detail::expression
}  // namespace dynaco
