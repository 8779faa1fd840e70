#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/client/access.hpp>
#include <dynaco/detail/expression/refuse_condition.hpp>
#include <dynaco/detail/table/call/arguments.hpp>
#include <dynaco/detail/table/call/outcome.hpp>
#include <dynaco/detail/table/key/key.hpp>
#include <dynaco/detail/table/models/model_check.hpp>
#include <dynaco/detail/table/models/refuse_object.hpp>
#include <dynaco/detail/table/read/readable.hpp>
#include <dynaco/detail/table/write/managed.hpp>
#include <dynaco/detail/table/write/object_effect.hpp>
#include <dynaco/detail/table/write/save_changes.hpp>
#include <dynaco/detail/table/write/update.hpp>
#include <dynaco/detail/table/write/update_lock.hpp>
#include <dynaco/detail/table/write/write_request.hpp>
#include <dynaco/operations/item.hpp>
#include <dynaco/options.hpp>
#include <dynaco/writing.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

namespace dynaco::detail {

template <class... Condition>
inline constexpr bool insert_takes_no_condition = false;
template <return_values Values>
inline constexpr bool updated_object_returns_all_new = false;
template <class View>
inline constexpr bool updated_object_is_not_a_view = false;
template <class... Argument>
inline constexpr bool save_changes_returns_nothing = false;
template <class Argument>
inline constexpr bool increment_takes_a_path = false;

/// A table that can be written to. Functions take, in this order, the object or the key of the item, then
/// optionally `when(condition)`, one of `returning`, and `write_options`.
///
/// A write returns the values that `returning` names, otherwise nothing. If its condition does not hold, it
/// throws an `error` with condition::conflict: errc::conditional_check_failed for `when(condition)`,
/// errc::version_conflict for the version of an object, errc::duplicate_item for `insert`.
/// `dynaco::existing<Model>(e)` is the stored item. Each call also has a form that begins with `try_`. It
/// takes the same arguments and returns a `verdict<Model>`, which is true if the write was made. All other
/// failures are exceptions of both forms.
///
/// An object of a model with a version is written only if the stored version is the object's. The object
/// changes only when the write is known to have been made, and must live until then. If the outcome is
/// unknown (errc::outcome_unknown), the object does not change: read the item again.
template <class Model>
class writable : public readable<Model, Model> {
    static_assert(table_checks::is_sound<Model> || true);  // makes the compiler check the model here
    static_assert(table_checks::check_managed<Model>());
    using base = readable<Model, Model>;
    using object_ref = saved_object<Model>;
    static constexpr auto fail = on_conflict::fail;
    static constexpr auto answer = on_conflict::answer;

 public:
    /// Writes `object` and replaces an item with the same key (PutItem): attributes that `object` does not
    /// have are removed.
    ///
    ///     co_await accounts.save(alice);
    ///     co_await accounts.save(alice, when("email"_a == "old@example.com"));
    ///     auto written = co_await accounts.try_save(alice, when("email"_a.not_exists()));
    ///     std::optional<Account> before = co_await accounts.save(alice, returning::all_old);
    ///
    /// An object of a model with a version is saved only if the stored version is the object's; the version
    /// is incremented. Times of the model are set. In both cases the object must be a variable that is not
    /// const. An object whose version is 0 (or an empty optional) is saved if no version above 0 is stored.
    /// Use `insert` for objects that must be new.
    /// @throws error  condition::conflict; errc::item_too_large, before any I/O
    template <class Object = Model, class A = write_options, class B = argument_after<write_options, A>,
              class C = argument_after<write_options, A, B>>
    [[nodiscard]] auto save(Object&& object, const A& a = {}, const B& b = {}, const C& c = {}) const {
        return put<fail, Object>(object, a, b, c);
    }
    template <class Object = Model, class A = write_options, class B = argument_after<write_options, A>,
              class C = argument_after<write_options, A, B>>
    [[nodiscard]] auto try_save(Object&& object, const A& a = {}, const B& b = {}, const C& c = {}) const {
        return put<answer, Object>(object, a, b, c);
    }

    /// Writes `object` if no item has its key. Does not compare the object's version.
    ///
    ///     co_await accounts.insert(alice);
    ///
    /// @throws error  errc::duplicate_item (condition::conflict): an item has the key
    template <class Object = Model, class A = write_options, class B = argument_after<write_options, A>>
    [[nodiscard]] auto insert(Object&& object, const A& a = {}, const B& b = {}) const {
        return put_new<fail, Object>(object, a, b);
    }
    template <class Object = Model, class A = write_options, class B = argument_after<write_options, A>>
    [[nodiscard]] auto try_insert(Object&& object, const A& a = {}, const B& b = {}) const {
        return put_new<answer, Object>(object, a, b);
    }

    /// Changes attributes of an item on the server (UpdateItem). If no item has the key, the update makes
    /// one. If the new item would not have an attribute that the schema requires, the item must exist.
    ///
    ///     co_await accounts.update("1", "email"_a.set("bob@example.com"), "balance"_a.set("balance"_a + 1));
    ///     Account now = co_await accounts.update("1", "balance"_a.add(5), returning::all_new);
    ///
    /// The arguments are the key, then one or more actions. Anywhere among the actions there can be
    /// `when(condition)`, one of `returning` and `write_options{…}`. `update<View>` reads the returned values
    /// into a view; otherwise `updated_old` and `updated_new` return a `dynaco::item`. A version is
    /// incremented without a condition, so it never decreases. Times of the model are set.
    ///
    /// An object can be passed instead of the key. Its item must be stored. The object then becomes the
    /// updated item.
    ///
    ///     co_await accounts.update(alice, "balance"_a.add(5));   // now alice.balance is the new balance
    ///
    /// If the model has a version, the item is updated only if the stored version is the object's.
    /// @throws error  condition::conflict; also if the item of an object is not stored, because an update by
    /// object does not make an item
    template <class View = void, class Key, class... Argument>
    [[nodiscard]] auto update(Key&& key, Argument&&... argument) const {
        return update_parts<fail, View, Key, Argument...>(key, argument...);
    }
    template <class View = void, class Key, class... Argument>
    [[nodiscard]] auto try_update(Key&& key, Argument&&... argument) const {
        return update_parts<answer, View, Key, Argument...>(key, argument...);
    }

    /// Adds to a number on the server and returns its new value. A missing attribute counts as 0. Arguments:
    /// the key, the path, the number to add, and optionally `write_options`.
    ///
    ///     std::int64_t balance = co_await accounts.increment("1", "balance"_a, 5);
    ///     auto views = co_await orders.increment("order-1", "item-2", "views"_a, 1);   // with a range key
    template <class Hash, class A, class B, class C = write_options,
              class D = argument_after<write_options, C>>
    [[nodiscard]] auto increment(const Hash& hash, const A& a, const B& b, const C& c = {},
                                 const D& d = {}) const {
        constexpr bool has_range = !is_static_attribute<A>;
        if constexpr (has_range) {
            if constexpr (check_increment_arguments<B, D>())
                return increment_key<Hash, A>(hash, a, b, c, d);
            else
                return updated_value<int>({}, nullptr, {}, {});
        } else {
            if constexpr (check_increment_arguments<A, C, D>())
                return increment_key<Hash, no_range_key>(hash, no_range, a, b, c);
            else
                return updated_value<int>({}, nullptr, {}, {});
        }
    }

    /// Writes the attributes that differ between two objects with the same key (UpdateItem). Other attributes
    /// of the item do not change: attributes that the model does not have, and those that other programs
    /// changed but that are equal in the two objects. A map attribute is written as a whole. If nothing
    /// differs, no request is made.
    ///
    ///     Account changed = alice;
    ///     changed.email = "alice@example.com";
    ///     std::size_t attributes = co_await accounts.save_changes(alice, changed);   // 1
    ///
    /// `before` is the object that was last read or saved: its item must be stored, and have its version.
    /// `after` then gets the new version. Save or insert a new object first.
    /// @returns how many attributes were set or removed; `try_save_changes` returns a verdict with that
    /// number
    /// @throws error  condition::conflict, also if the item does not exist; errc::invalid_argument if the
    /// keys differ, before any I/O
    template <class After = Model, class Before = Model, class A = write_options,
              class B = argument_after<write_options, A>>
    [[nodiscard]] auto save_changes(const Before& before, After&& after, const A& a = {},
                                    const B& b = {}) const {
        return changes<fail, After>(before, after, a, b);
    }
    template <class After = Model, class Before = Model, class A = write_options,
              class B = argument_after<write_options, A>>
    [[nodiscard]] auto try_save_changes(const Before& before, After&& after, const A& a = {},
                                        const B& b = {}) const {
        return changes<answer, After>(before, after, a, b);
    }

    /// Removes the item with this key (DeleteItem). A missing item is not an error.
    ///
    ///     co_await accounts.remove("1");
    ///     auto removed = co_await accounts.try_remove("1", when("balance"_a == 0));
    ///     co_await accounts.remove(alice);
    ///
    /// An object can be passed instead of the key. If the model has a version, the item is removed only if
    /// its version is the object's. The object does not change.
    /// @throws error  condition::conflict
    template <class Hash, class A = write_options, class B = argument_after<write_options, A>,
              class C = argument_after<write_options, A, B>, class D = argument_after<write_options, A, B, C>>
    [[nodiscard]] auto remove(Hash&& hash, A&& a = {}, const B& b = {}, const C& c = {},
                              const D& d = {}) const {
        return erase<fail, Hash, A>(hash, a, b, c, d);
    }
    template <class Hash, class A = write_options, class B = argument_after<write_options, A>,
              class C = argument_after<write_options, A, B>, class D = argument_after<write_options, A, B, C>>
    [[nodiscard]] auto try_remove(Hash&& hash, A&& a = {}, const B& b = {}, const C& c = {},
                                  const D& d = {}) const {
        return erase<answer, Hash, A>(hash, a, b, c, d);
    }

 protected:
    using readable<Model, Model>::readable;

 private:
    static constexpr bool is_sound = table_checks::is_sound<Model>;

    template <on_conflict Form, class View = void, class... Clause>
    static awaitable<answer_to_write<Model, Form, values_wanted<Clause...>, View>> unsound() {
        return {};
    }
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
            return put_locked<Form>(version_lock<Model>(saved, options), saved, options, argument...);
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
            return put_locked<Form>(new_item_lock<Model>(), saved, options_among<write_options>(argument...));
        } else {
            return unsound<Form>();
        }
    }
    template <on_conflict Form, class Lock, class... Clause>
    auto put_locked(const Lock& lock, object_ref object, const write_options& options,
                    const Clause&... clause) const {
        using answer_type = answer_to_write<Model, Form, values_wanted<Clause...>>;
        if constexpr (has_managed_members<Model>) {
            const managed_write<Model> next(object, client_access::wall_clock(base::db()));
            return answered<answer_type>(
                base::db().call(encode_conditional_write<Model>(
                    put_item{.table_name = base::table_name(), .item = next}, lock, options, clause...)),
                options.report, guard_of<Clause...>(lock, options), apply_managed<Model>(next));
        } else {
            return answered<answer_type>(
                base::db().call(encode_conditional_write<Model>(
                    put_item{.table_name = base::table_name(), .item = object}, lock, options, clause...)),
                options.report, guard_of<Clause...>(lock, options));
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
            return with_condition_of(
                [&](const auto&... condition) {
                    return dynaco::detail::save_changes<Form, Model>(
                        base::db(), base::table_name(), before, saved,
                        options_among<write_options>(argument...), condition...);
                },
                argument...);
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
                return erase_key<Form>(key_ref<Model, Hash, First>(hash, first), no_version_lock{}, options,
                                       rest...);
        } else if constexpr (!check_write_argument<write_options, First>()) {
            return unsound<Form>();
        } else if constexpr (!check_write_arguments<write_options, First, Rest...>()) {
            return unsound<Form>();
        } else if constexpr (std::same_as<Hash, Model>) {
            return erase_key<Form>(key_of(hash), version_lock<Model>(hash, options), options, first, rest...);
        } else if constexpr (!table_checks::check_is_not_an_object<Model, Hash>()) {
            return unsound<Form>();
        } else if constexpr (!check_key_parts<Model, Hash, no_range_key>()) {
            return unsound<Form>();
        } else {
            return erase_key<Form>(key_ref<Model, Hash>(hash), no_version_lock{}, options, first, rest...);
        }
    }
    template <on_conflict Form, class Key, class Lock, class... Clause>
    auto erase_key(const Key& key, const Lock& lock, const write_options& options,
                   const Clause&... clause) const {
        return answered<answer_to_write<Model, Form, values_wanted<Clause...>>>(
            base::db().call(encode_conditional_write<Model>(
                delete_item{.table_name = base::table_name(), .key = key}, lock, options, clause...)),
            options.report, guard_at_key<Model, Clause...>(lock, options));
    }

    template <class Key, class Version, class Lock, class... Argument>
    encoded_request encode_update(const Key& key, const Version& version, const Lock& lock,
                                  const write_options& options, return_values returned,
                                  const Argument&... argument) const {
        const update_item op{.table_name = base::table_name(), .key = key};
        return with_managed_update_clauses<Model>(
            client_access::wall_clock(base::db()), key, version,
            [&](const auto& update, const auto&... user) {
                return encode_conditional_update<Model>(op, lock, options, returned, update, user...);
            },
            argument...);
    }
    // The types are those deduced for forwarding references.
    template <class... Argument>
    static awaitable<void> refuse_temporary_argument() {
        if constexpr ((std::same_as<Argument, Model> || ...))
            return refuse_temporary<Model>();
        else
            return refuse_temporary_key<awaitable<void>, Argument...>();
    }
    template <on_conflict Form, class View, class Key, class... Argument>
    auto update_parts(std::remove_reference_t<Key>& key,
                      const std::remove_reference_t<Argument>&... argument) const {
        if constexpr (has_miscompiled_temporary<Key, Argument...>)
            return refuse_temporary_argument<Key, Argument...>();
        else if constexpr ((expression::misplaced_in_a_write<std::remove_cvref_t<Argument>> || ...))
            return refuse_conditions<Form, View, std::remove_cvref_t<Argument>...>();
        else if constexpr (std::same_as<Key, Model&>)
            return update_object<Form, View>(key, argument...);
        else if constexpr (std::same_as<std::remove_cvref_t<Key>, Model>)
            return refuse_constant<Model>();
        else if constexpr (!is_sound ||
                           !table_checks::check_is_not_an_object<Model, std::remove_cvref_t<Key>>())
            return unsound<Form, View, std::remove_cvref_t<Argument>...>();
        else
            return update_at<Form, View>(key, argument...);
    }
    template <on_conflict Form, class View, class... Argument>
    static auto refuse_conditions() {
        (expression::refuse_misplaced<Argument>(), ...);
        return unsound<Form, View, Argument...>();
    }
    // The range key, if there is one, is the first argument after the hash key.
    template <on_conflict Form, class View, class Hash, class First, class... Rest>
    auto update_at(const Hash& hash, const First& first, const Rest&... rest) const {
        constexpr bool has_range = !is_no_key<First>;
        if constexpr (has_range) {
            if constexpr (!check_update_arguments<Model, Rest...>())
                return unsound<Form, View, Rest...>();
            else if constexpr (!check_key<Model, Hash, First>())
                return unsound<Form, View, Rest...>();
            else
                return update_key<Form, View>(key_ref<Model, Hash, First>(hash, first), rest...);
        } else {
            if constexpr (!check_update_arguments<Model, First, Rest...>())
                return unsound<Form, View, First, Rest...>();
            else if constexpr (!check_key<Model, Hash>())
                return unsound<Form, View, First, Rest...>();
            else
                return update_key<Form, View>(key_ref<Model, Hash>(hash), first, rest...);
        }
    }
    template <on_conflict Form, class View, class Hash>
    auto update_at(const Hash&) const {
        static_cast<void>(check_update_arguments<Model>());
        return unsound<Form, View>();
    }
    template <on_conflict Form, class View, class Key, class... Argument>
    auto update_key(const Key& key, const Argument&... argument) const {
        check_returned_view<Model, View, Argument...>();
        constexpr return_values wanted = values_wanted<Argument...>;
        const auto options = options_among<write_options>(argument...);
        const auto lock = lock_of_update<Model>(argument...);
        return answered<answer_to_write<Model, Form, wanted, View>>(
            base::db().call(encode_update(key, unknown_version{}, lock, options, wanted, argument...)),
            options.report, guard_at_key<Model, Argument...>(lock, options));
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
            const auto lock = lock_of_update<Model>(action);
            return updated_value<expression::path_type<Model, Path>>(
                base::db().call(
                    encode_update(key, unknown_version{}, lock, options, return_values::updated_new, action)),
                options.report, guard_at_key<Model>(lock, options),
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
            return unsound<Form, void, Argument...>();
    }
    template <on_conflict Form, class... Argument>
    auto update_sound_object(Model& object, const Argument&... argument) const {
        check_updated_object<Argument...>();
        const auto options = options_among<write_options>(argument...);
        const stored_item_lock<Model> lock(object, options);
        encoded_request request = encode_update(key_of(object), known_version<Model>(object, options), lock,
                                                options, return_values::all_new, argument...);
        if (!request.refused && !options.ignore_version) request.refused = version_overflow(object);
        return answered<answer_to_write<Model, Form>>(base::db().call(std::move(request)), options.report,
                                                      guard_at_key<Model, Argument...>(lock, options),
                                                      replace_object<Model>(object));
    }
};

}  // namespace dynaco::detail
