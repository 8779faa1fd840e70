#pragma once

#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/detail/table/write/update_calls.hpp>
#include <dynaco/writing.hpp>

#include <type_traits>
#include <utility>

namespace dynaco::detail {

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
class writable : public update_calls<Model> {
    // Makes the compiler check the model here. NOLINTNEXTLINE(readability-simplify-boolean-expr)
    static_assert(table_checks::is_sound<Model> || true);
    static_assert(table_checks::check_managed<Model>());
    using base = update_calls<Model>;
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
        return base::template put<fail, Object>(object, a, b, c);
    }
    template <class Object = Model, class A = write_options, class B = argument_after<write_options, A>,
              class C = argument_after<write_options, A, B>>
    [[nodiscard]] auto try_save(Object&& object, const A& a = {}, const B& b = {}, const C& c = {}) const {
        return base::template put<answer, Object>(object, a, b, c);
    }

    /// Writes `object` if no item has its key. Does not compare the object's version.
    ///
    ///     co_await accounts.insert(alice);
    ///
    /// @throws error  errc::duplicate_item (condition::conflict): an item has the key
    template <class Object = Model, class A = write_options, class B = argument_after<write_options, A>>
    [[nodiscard]] auto insert(Object&& object, const A& a = {}, const B& b = {}) const {
        return base::template put_new<fail, Object>(object, a, b);
    }
    template <class Object = Model, class A = write_options, class B = argument_after<write_options, A>>
    [[nodiscard]] auto try_insert(Object&& object, const A& a = {}, const B& b = {}) const {
        return base::template put_new<answer, Object>(object, a, b);
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
    /// object does not create an item
    template <class View = void, class Key, class... Argument>
    [[nodiscard]] auto update(Key&& key, Argument&&... argument) const {
        return base::template update_parts<fail, View, Key, Argument...>(key, argument...);
    }
    template <class View = void, class Key, class... Argument>
    [[nodiscard]] auto try_update(Key&& key, Argument&&... argument) const {
        return base::template update_parts<answer, View, Key, Argument...>(key, argument...);
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
            if constexpr (base::template check_increment_arguments<B, D>())
                return base::template increment_key<Hash, A>(hash, a, b, c, d);
            else
                return updated_value<int>({}, nullptr, {}, {});
        } else {
            if constexpr (base::template check_increment_arguments<A, C, D>())
                return base::template increment_key<Hash, no_range_key>(hash, no_range, a, b, c);
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
        return base::template changes<fail, After>(before, after, a, b);
    }
    template <class After = Model, class Before = Model, class A = write_options,
              class B = argument_after<write_options, A>>
    [[nodiscard]] auto try_save_changes(const Before& before, After&& after, const A& a = {},
                                        const B& b = {}) const {
        return base::template changes<answer, After>(before, after, a, b);
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
        return base::template erase<fail, Hash, A>(hash, a, b, c, d);
    }
    template <class Hash, class A = write_options, class B = argument_after<write_options, A>,
              class C = argument_after<write_options, A, B>, class D = argument_after<write_options, A, B, C>>
    [[nodiscard]] auto try_remove(Hash&& hash, A&& a = {}, const B& b = {}, const C& c = {},
                                  const D& d = {}) const {
        return base::template erase<answer, Hash, A>(hash, a, b, c, d);
    }

 protected:
    using base::base;
};

}  // namespace dynaco::detail
