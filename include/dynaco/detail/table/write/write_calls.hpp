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
#include <dynaco/detail/table/models/refuse_object.hpp>
#include <dynaco/detail/table/read/readable.hpp>
#include <dynaco/detail/table/write/managed.hpp>
#include <dynaco/detail/table/write/object_effect.hpp>
#include <dynaco/detail/table/write/save_changes.hpp>
#include <dynaco/detail/table/write/write_condition.hpp>
#include <dynaco/detail/table/write/write_request.hpp>
#include <dynaco/operations/item.hpp>

#include <concepts>
#include <type_traits>

namespace dynaco::detail {

template <class... Condition>
inline constexpr bool insert_takes_no_condition = false;
template <class... Argument>
inline constexpr bool save_changes_returns_nothing = false;

/// The saves and removals of a `writable`: checks their arguments and encodes their requests.
template <class Model>
class write_calls : public readable<Model, Model> {
    using base = readable<Model, Model>;
    using object_ref = saved_object<Model>;

 protected:
    using base::base;

    static constexpr bool is_sound = table_checks::is_sound<Model>;

    template <on_conflict Form, class View = void, class... Clause>
    static awaitable<answer_to_write<Model, Form, values_wanted<Clause...>, View>> unsound() {
        return {};
    }
    // The types are those deduced for forwarding references.
    template <class... Argument>
    static awaitable<void> refuse_temporary_argument() {
        if constexpr ((std::same_as<Argument, Model> || ...))
            return refuse_temporary<Model>();
        else
            return refuse_temporary_key<awaitable<void>, Argument...>();
    }

    template <on_conflict Form, class Object, class... Argument>
    auto put(std::remove_reference_t<Object>& object, const Argument&... argument) const {
        // In separate steps: the compiler prints more lines for a check that fails further from the call.
        if constexpr (is_refused_object<Object, Model>) {
            return refuse_object<Object, Model>();
        } else if constexpr (!is_sound || !(check_write_argument<write_options, Argument>() && ...)) {
            return unsound<Form, void, Argument...>();
        } else if constexpr (!check_write_arguments<write_options, Argument...>()) {
            return unsound<Form, void, Argument...>();
        } else {
            object_ref saved = object;
            const auto options = options_among<write_options>(argument...);
            return put_if<Form, values_wanted<Argument...>>(
                condition_to_save<Model>(saved, options, condition_among(argument...)), saved, options);
        }
    }
    template <on_conflict Form, class Object, class... Argument>
    auto put_new(std::remove_reference_t<Object>& object, const Argument&... argument) const {
        constexpr bool has_clause =
            ((expression::misplaced_in_a_write<Argument> || write_clause<Argument>) || ...);
        if constexpr (is_refused_object<Object, Model>) {
            return refuse_object<Object, Model>();
        } else if constexpr (has_clause) {
            static_assert(
                insert_takes_no_condition<Argument...>,
                "dynaco: insert() has its own condition (no item has the key): use save(object, when(...)) "
                "for other conditions (see insert_takes_no_condition<Condition> in this message)");
            return unsound<Form>();
        } else if constexpr (is_sound && check_write_arguments<write_options, Argument...>()) {
            object_ref saved = object;
            return put_if<Form, return_values::none>(condition_to_insert<Model>(), saved,
                                                     options_among<write_options>(argument...));
        } else {
            return unsound<Form>();
        }
    }
    template <on_conflict Form, return_values Values, class Condition>
    auto put_if(const Condition& condition, object_ref object, const write_options& options) const {
        using answer_type = answer_to_write<Model, Form, Values>;
        if constexpr (has_managed_members<Model>) {
            const managed_write<Model> next(object, client_access::wall_clock(base::db()));
            return answered<answer_type>(
                base::db().call(encode_write<Model>(put_item{.table_name = base::table_name(), .item = next},
                                                    options, Values, condition)),
                options.report, condition.guard(options), apply_managed<Model>(next));
        } else {
            return answered<answer_type>(
                base::db().call(encode_write<Model>(
                    put_item{.table_name = base::table_name(), .item = object}, options, Values, condition)),
                options.report, condition.guard(options));
        }
    }

    template <on_conflict Form, class After, class Before, class... Argument>
    auto changes(const Before& before, std::remove_reference_t<After>& after,
                 const Argument&... argument) const {
        if constexpr (is_another_object<Before, Model>) {
            return refuse_object<Before, Model>();
        } else if constexpr (is_refused_object<After, Model>) {
            return refuse_object<After, Model>();
        } else if constexpr (values_wanted<Argument...> != return_values::none) {
            static_assert(save_changes_returns_nothing<Argument...>,
                          "dynaco: save_changes() cannot return the item: use only when(condition) and "
                          "options (see save_changes_returns_nothing<Argument...> in this message)");
            return awaitable<void>();
        } else if constexpr (!is_sound || !(check_write_argument<write_options, Argument>() && ...)) {
            return awaitable<void>();
        } else if constexpr (!check_write_arguments<write_options, Argument...>()) {
            return awaitable<void>();
        } else {
            object_ref saved = after;
            return dynaco::detail::save_changes<Form, Model>(base::db(), base::table_name(), before, saved,
                                                             options_among<write_options>(argument...),
                                                             condition_among(argument...));
        }
    }

    // The range key, if there is one, is the first argument after the hash key. `GivenHash` and `Given` are
    // the types deduced for forwarding references.
    template <on_conflict Form, class GivenHash, class Given, class Hash, class First, class... Rest>
    auto erase(const Hash& hash, const First& first, const Rest&... rest) const {
        constexpr bool is_range = !is_no_key<First>;
        const auto options = options_among<write_options>(first, rest...);
        if constexpr (has_miscompiled_temporary<GivenHash, Given>) {
            return refuse_temporary_argument<GivenHash, Given>();
        } else if constexpr (!is_sound || !(check_write_argument<write_options, Rest>() && ...)) {
            return unsound<Form>();
        } else if constexpr (is_range) {
            if constexpr (!table_checks::check_is_not_an_object<Model, Hash>())
                return unsound<Form>();
            else if constexpr (!check_write_arguments<write_options, Rest...>())
                return unsound<Form>();
            else if constexpr (!check_key_parts<Model, Hash, First>())
                return unsound<Form>();
            else
                return erase_if<Form, values_wanted<Rest...>>(
                    condition_at_key<Model>(condition_among(rest...)),
                    key_ref<Model, Hash, First>(hash, first), options);
        } else if constexpr (!check_write_argument<write_options, First>()) {
            return unsound<Form>();
        } else if constexpr (!check_write_arguments<write_options, First, Rest...>()) {
            return unsound<Form>();
        } else if constexpr (std::same_as<Hash, Model>) {
            return erase_if<Form, values_wanted<First, Rest...>>(
                condition_to_remove<Model>(hash, options, condition_among(first, rest...)), key_of(hash),
                options);
        } else if constexpr (!table_checks::check_is_not_an_object<Model, Hash>()) {
            return unsound<Form>();
        } else if constexpr (!check_key_parts<Model, Hash, no_range_key>()) {
            return unsound<Form>();
        } else {
            return erase_if<Form, values_wanted<First, Rest...>>(
                condition_at_key<Model>(condition_among(first, rest...)), key_ref<Model, Hash>(hash),
                options);
        }
    }
    template <on_conflict Form, return_values Values, class Condition, class Key>
    auto erase_if(const Condition& condition, const Key& key, const write_options& options) const {
        return answered<answer_to_write<Model, Form, Values>>(
            base::db().call(encode_write<Model>(delete_item{.table_name = base::table_name(), .key = key},
                                                options, Values, condition)),
            options.report, condition.guard(options));
    }
};

}  // namespace dynaco::detail
