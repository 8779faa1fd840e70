#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/detail/expression/refuse_condition.hpp>
#include <dynaco/detail/table/call/arguments.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/detail/table/call/outcome.hpp>
#include <dynaco/detail/table/call/write_clauses.hpp>
#include <dynaco/detail/table/key/key.hpp>
#include <dynaco/detail/table/key/object_key.hpp>
#include <dynaco/detail/table/models/model_check.hpp>
#include <dynaco/detail/table/write/left_out.hpp>
#include <dynaco/detail/table/write/managed.hpp>
#include <dynaco/detail/table/write/object_effect.hpp>
#include <dynaco/detail/table/write/update.hpp>
#include <dynaco/detail/table/write/write_calls.hpp>
#include <dynaco/detail/table/write/write_condition.hpp>
#include <dynaco/detail/table/write/write_request.hpp>
#include <dynaco/operations/item.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

namespace dynaco::detail {

template <return_values Values>
inline constexpr bool updated_object_returns_all_new = false;
template <class View>
inline constexpr bool updated_object_is_not_a_view = false;
template <class Argument>
inline constexpr bool increment_takes_a_path = false;

/// The updates of a `writable`: checks their arguments and encodes their requests.
template <class Model>
class update_calls : public write_calls<Model> {
    using base = write_calls<Model>;
    using base::is_sound;

 protected:
    using base::base;

    template <class Object>
    static awaitable<void> refuse_constant() {
        static_assert(object_can_be_changed<Object>,
                      "dynaco: update(object, ...) writes the stored values into the object: pass a variable "
                      "that is not const, or its key (see object_can_be_changed<Model> in this message)");
        return {};
    }
    template <class... Argument>
    static consteval void check_updated_object() {
        constexpr return_values wanted = values_wanted<Argument...>;
        if constexpr (wanted != return_values::none)
            static_assert(
                updated_object_returns_all_new<wanted>,
                "dynaco: update(object, ...) can return all_new only: use update(key, ...) for other "
                "returning::... values (see updated_object_returns_all_new<Values> in this message)");
    }

    template <class Key, class Version, class Condition, class... Argument>
    encoded_request encode_update(const Key& key, const Version& version, const Condition& condition,
                                  const write_options& options, return_values returned,
                                  const Argument&... argument) const {
        const update_item op{.table_name = base::table_name(), .key = key};
        return with_managed_update<Model>(
            client_access::wall_clock(base::db()), key, version,
            [&](const auto& update) { return encode_write<Model>(op, options, returned, condition, update); },
            argument...);
    }
    template <on_conflict Form, class View, class Key, class... Argument>
    auto update_parts(std::remove_reference_t<Key>& key,
                      const std::remove_reference_t<Argument>&... argument) const {
        if constexpr (has_miscompiled_temporary<Key, Argument...>)
            return base::template refuse_temporary_argument<Key, Argument...>();
        else if constexpr ((expression::misplaced_in_a_write<std::remove_cvref_t<Argument>> || ...))
            return refuse_conditions<Form, View, std::remove_cvref_t<Argument>...>();
        else if constexpr (std::same_as<Key, Model&>)
            return update_object<Form, View>(key, argument...);
        else if constexpr (std::same_as<std::remove_cvref_t<Key>, Model>)
            return refuse_constant<Model>();
        else if constexpr (!is_sound ||
                           !table_checks::check_is_not_an_object<Model, std::remove_cvref_t<Key>>())
            return base::template unsound<Form, View, std::remove_cvref_t<Argument>...>();
        else
            return update_at<Form, View>(key, argument...);
    }
    template <on_conflict Form, class View, class... Argument>
    static auto refuse_conditions() {
        (expression::refuse_misplaced<Argument>(), ...);
        return base::template unsound<Form, View, Argument...>();
    }
    // The range key, if there is one, is the first argument after the hash key.
    template <on_conflict Form, class View, class Hash, class First, class... Rest>
    auto update_at(const Hash& hash, const First& first, const Rest&... rest) const {
        constexpr bool has_range = !is_no_key<First>;
        if constexpr (has_range) {
            if constexpr (!check_update_arguments<Model, Rest...>())
                return base::template unsound<Form, View, Rest...>();
            else if constexpr (!check_key<Model, Hash, First>())
                return base::template unsound<Form, View, Rest...>();
            else
                return update_key<Form, View>(key_ref<Model, Hash, First>(hash, first), rest...);
        } else {
            if constexpr (!check_update_arguments<Model, First, Rest...>())
                return base::template unsound<Form, View, First, Rest...>();
            else if constexpr (!check_key<Model, Hash>())
                return base::template unsound<Form, View, First, Rest...>();
            else
                return update_key<Form, View>(key_ref<Model, Hash>(hash), first, rest...);
        }
    }
    template <on_conflict Form, class View, class Hash>
    auto update_at(const Hash&) const {
        static_cast<void>(check_update_arguments<Model>());
        return base::template unsound<Form, View>();
    }
    template <on_conflict Form, class View, class Key, class... Argument>
    auto update_key(const Key& key, const Argument&... argument) const {
        check_returned_view<Model, View, Argument...>();
        constexpr return_values wanted = values_wanted<Argument...>;
        const auto options = options_among<write_options>(argument...);
        const auto condition = condition_to_update_at_key<Model>(argument...);
        return answered<answer_to_write<Model, Form, wanted, View>>(
            base::db().call(encode_update(key, unknown_version{}, condition, options, wanted, argument...)),
            options.report, condition.guard(options));
    }
    // Checks the path, and the arguments after the number.
    template <class Path, class... Argument>
    static consteval bool check_increment_arguments() {
        if constexpr (!is_static_attribute<Path>)
            static_assert(
                increment_takes_a_path<Path>,
                "dynaco: increment() takes the key, a path such as \"balance\"_a, the number to add, and "
                "optionally options (see increment_takes_a_path<Argument> in this message)");
        else if constexpr ((write_clause<Argument> || ...))
            static_assert(increment_takes_a_path<Path>,
                          "dynaco: increment() cannot have a condition: use update(key, path.add(by), "
                          "when(...)) (see increment_takes_a_path<Argument> in this message)");
        else
            return check_write_arguments<write_options, Argument...>();
        return false;
    }
    template <class Hash, class Range, fixed_string Path, class By, class Argument>
    auto increment_key(const Hash& hash, const Range& range,
                       const expression::static_attribute<Path>& attribute, const By& by,
                       const Argument& argument) const {
        if constexpr (!is_sound) {
            return updated_value<int>({}, nullptr, {}, {});
        } else if constexpr (!table_checks::check_is_not_an_object<Model, Hash>()) {
            return updated_value<int>({}, nullptr, {}, {});
        } else if constexpr (!check_key_parts<Model, Hash, Range>()) {
            return updated_value<int>({}, nullptr, {}, {});
        } else if constexpr (check_increment<Model, Path>()) {
            const auto options = options_among<write_options>(argument);
            const auto action = attribute.add(by);
            static_cast<void>(check_update_arguments<Model, std::remove_const_t<decltype(action)>>());
            const key_ref<Model, Hash, Range> key(hash, range);
            const auto condition = condition_to_update_at_key<Model>(action);
            return updated_value<expression::path_type<Model, Path>>(
                base::db().call(encode_update(key, unknown_version{}, condition, options,
                                              return_values::updated_new, action)),
                options.report, condition.guard(options),
                model::attribute_names<Model>[model::field_index<Model>(Path.view())]);
        } else {
            return updated_value<int>({}, nullptr, {}, {});  // the compiler has printed the reason
        }
    }
    template <on_conflict Form, class View, class... Argument>
    auto update_object(Model& object, const Argument&... argument) const {
        if constexpr (!std::is_void_v<View>)
            static_assert(
                updated_object_is_not_a_view<View>,
                "dynaco: update(object, ...) reads the item into the object: use update<View>(key, ...) to "
                "read it into a view (see updated_object_is_not_a_view<View> in this message)");
        if constexpr (std::is_void_v<View> && is_sound && check_update_arguments<Model, Argument...>())
            return update_sound_object<Form>(object, argument...);
        else
            return base::template unsound<Form, void, Argument...>();
    }
    template <on_conflict Form, class... Argument>
    auto update_sound_object(Model& object, const Argument&... argument) const {
        check_updated_object<Argument...>();
        const auto options = options_among<write_options>(argument...);
        const auto condition = condition_to_update<Model>(object, options, condition_among(argument...));
        encoded_request request = encode_update(key_of(object), known_version<Model>(object, options),
                                                condition, options, return_values::all_new, argument...);
        if (!request.refused && !options.ignore_version) request.refused = version_overflow(object);
        return answered<answer_to_write<Model, Form>>(base::db().call(std::move(request)), options.report,
                                                      condition.guard(options),
                                                      replace_object<Model>(object));
    }
};

}  // namespace dynaco::detail
