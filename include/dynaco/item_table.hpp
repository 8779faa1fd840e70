#pragma once

#include <dynaco/batch.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/table/batch/keys.hpp>
#include <dynaco/detail/table/call/outcome.hpp>
#include <dynaco/detail/table/call/write_clauses.hpp>
#include <dynaco/detail/table/read/runtime_readable.hpp>
#include <dynaco/detail/table/write/update.hpp>
#include <dynaco/detail/table/write/write_condition.hpp>
#include <dynaco/detail/table/write/write_request.hpp>
#include <dynaco/operations/item.hpp>
#include <dynaco/table.hpp>
#include <dynaco/writing.hpp>

#include <optional>
#include <ranges>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynaco {

/// An index of a `table<item>`; `table<item>::index` returns it. A cheap handle that may be copied. Its calls
/// are in <dynaco/detail/table/read/runtime_readable.hpp>: `query`, `scan` and `parallel_scan`.
class item_index : public detail::runtime_readable {
    friend class table<item>;
    item_index(client db, std::string table_name, std::string index_name,
               const detail::runtime_key_names& table_keys, const detail::runtime_key_names& index_keys)
        : detail::runtime_readable(std::move(db), std::move(table_name), std::move(index_name), index_keys,
                                   token_keys_of(table_keys, index_keys)) {}
};

/// A table whose structure is known only at run time: it reads and writes `dynaco::item` instead of objects
/// of a model. DynamoDB checks names and types, except for the number of keys, which is checked here.
///
///     dynaco::table<dynaco::item> events{db, "events", "user", "at"};
///     co_await events.save(event);
///     auto found = co_await events.get("u-1", 5, project("name", "address.city"));
///     co_await events.update("u-1", 5, attribute("count").add(1));
///
/// It is a small handle that may be copied. Functions encode their arguments before they return; failures are
/// thrown when the result is awaited.
template <>
class table<item> : public detail::runtime_readable {
    static constexpr auto fail = detail::on_conflict::fail;
    static constexpr auto answer = detail::on_conflict::answer;

 public:
    /// The table `table_name`, whose keys are the attributes `hash_key` and `range_key`. An empty
    /// `range_key`: the table has no range key. Sends nothing.
    table(client db, std::string table_name, std::string hash_key, std::string range_key = {})
        : table(std::move(db), std::move(table_name),
                detail::runtime_key_names{.hash = std::move(hash_key), .range = std::move(range_key)}) {}

    /// Returns an index of the table, for queries and scans. Its keys are the attributes `hash_key` and
    /// `range_key`. Sends nothing.
    [[nodiscard]] item_index index(std::string index_name, std::string hash_key,
                                   std::string range_key = {}) const {
        return {db(), table_name(), std::move(index_name), key_names(),
                detail::runtime_key_names{.hash = std::move(hash_key), .range = std::move(range_key)}};
    }

    /// Returns whether the table exists, in any status (DescribeTable).
    /// @throws error  for all failures except errc::resource_not_found
    [[nodiscard]] awaitable<bool> exists() const;
    /// Returns the table's description (DescribeTable).
    /// @throws error  errc::resource_not_found: the table does not exist. Any other failure.
    [[nodiscard]] awaitable<table_description> describe() const;
    /// Deletes the table with all its items and waits until it no longer exists (DeleteTable).
    /// @returns false if the table did not exist
    /// @throws error  errc::table_not_active: it still exists after `wait.timeout`. Any other failure of the
    /// calls.
    [[nodiscard]] awaitable<bool> delete_table(table_wait_options wait = {}) const;

    /// Reads the item with this key (GetItem). Takes the key, then perhaps `project(…)` and `get_options`.
    /// `View` may be any struct to read the item into.
    ///
    ///     co_await events.get("u-1", 5, project("name", "address.city"), {.consistent_read = true})
    ///
    /// @returns the item; nothing if it does not exist
    /// @throws error  condition::model_mismatch: the item does not fit `View`. errc::invalid_argument, before
    /// any I/O: a wrong number of keys or an invalid path. Any failure of the call.
    template <class View = item, class Hash, class A = get_options,
              class B = detail::argument_after<get_options, A>,
              class C = detail::argument_after<get_options, A, B>>
    [[nodiscard]] awaitable<std::optional<View>> get(const Hash& hash, const A& a = {}, const B& b = {},
                                                     const C& c = {}) const {
        const auto options = detail::options_among<get_options>(a, b, c);
        constexpr bool projects = detail::is_projection<A>;
        constexpr bool has_range = !projects && !detail::is_option<get_options, A>;
        constexpr bool range_projects = has_range && detail::is_projection<B>;
        if constexpr (projects || range_projects) {
            if constexpr (!detail::check_get_end<std::conditional_t<projects, B, C>,
                                                 std::conditional_t<projects, C, detail::no_argument>>())
                return {};
            else if constexpr (projects)
                return fetch<View>(detail::runtime_key_ref<Hash>(key_names(), hash), options, a);
            else
                return fetch<View>(detail::runtime_key_ref<Hash, A>(key_names(), hash, a), options, b);
        } else if constexpr (!detail::check_get_arguments<A, B>() ||
                             !detail::check_get_end<detail::no_argument, C>()) {
            return {};
        } else if constexpr (has_range) {
            return fetch<View>(detail::runtime_key_ref<Hash, A>(key_names(), hash, a), options);
        } else {
            return fetch<View>(detail::runtime_key_ref<Hash>(key_names(), hash), options);
        }
    }

    /// Writes `object` and replaces an item with the same key (PutItem). The item may be followed by
    /// `when(condition)`, one of `returning` and `write_options`. `returning::all_old` makes it return the
    /// old item.
    /// @throws error  errc::conditional_check_failed (condition::conflict): the condition did not hold.
    /// errc::item_too_large: more than 400 KB. Any failure of the call.
    template <class A = write_options, class B = detail::argument_after<write_options, A>,
              class C = detail::argument_after<write_options, A, B>>
    [[nodiscard]] auto save(const item& object, const A& a = {}, const B& b = {}, const C& c = {}) const {
        return put<fail>(object, a, b, c);
    }
    /// Writes `object` and replaces an item with the same key (PutItem). The item may be followed by
    /// `when(condition)`, one of `returning` and `write_options`.
    /// @returns a verdict: false if the condition did not hold
    /// @throws error  for all other failures
    template <class A = write_options, class B = detail::argument_after<write_options, A>,
              class C = detail::argument_after<write_options, A, B>>
    [[nodiscard]] auto try_save(const item& object, const A& a = {}, const B& b = {}, const C& c = {}) const {
        return put<answer>(object, a, b, c);
    }

    /// Changes attributes of an item; creates the item if it does not exist (UpdateItem). Takes the key, then
    /// one or more actions. `when(condition)`, one of `returning` and `write_options{…}` may be anywhere
    /// among the actions.
    /// @throws error  errc::conditional_check_failed (condition::conflict): the condition did not hold. Any
    /// failure of the call.
    template <class Hash, class First, class... Rest>
    [[nodiscard]] auto update(const Hash& hash, const First& first, const Rest&... rest) const {
        return update_parts<fail>(hash, first, rest...);
    }
    /// Changes attributes of an item; creates the item if it does not exist (UpdateItem). Takes the key, then
    /// one or more actions. `when(condition)`, one of `returning` and `write_options{…}` may be anywhere
    /// among the actions.
    /// @returns a verdict: false if the condition did not hold
    /// @throws error  for all other failures
    template <class Hash, class First, class... Rest>
    [[nodiscard]] auto try_update(const Hash& hash, const First& first, const Rest&... rest) const {
        return update_parts<answer>(hash, first, rest...);
    }

    /// Removes the item with this key (DeleteItem). An item that does not exist is not an error. The key may
    /// be followed by `when(condition)`, one of `returning` and `write_options{…}`.
    /// @throws error  errc::conditional_check_failed (condition::conflict): the condition did not hold. Any
    /// failure of the call.
    template <class Hash, class A = write_options, class B = detail::argument_after<write_options, A>,
              class C = detail::argument_after<write_options, A, B>,
              class D = detail::argument_after<write_options, A, B, C>>
    [[nodiscard]] auto remove(const Hash& hash, const A& a = {}, const B& b = {}, const C& c = {},
                              const D& d = {}) const {
        return remove_parts<fail>(hash, a, b, c, d);
    }
    /// Removes the item with this key (DeleteItem). An item that does not exist is not an error. The key may
    /// be followed by `when(condition)`, one of `returning` and `write_options{…}`.
    /// @returns a verdict: false if the condition did not hold
    /// @throws error  for all other failures
    template <class Hash, class A = write_options, class B = detail::argument_after<write_options, A>,
              class C = detail::argument_after<write_options, A, B>,
              class D = detail::argument_after<write_options, A, B, C>>
    [[nodiscard]] auto try_remove(const Hash& hash, const A& a = {}, const B& b = {}, const C& c = {},
                                  const D& d = {}) const {
        return remove_parts<answer>(hash, a, b, c, d);
    }

    /// Returns a reader of the items with these keys, 100 in each request, in no particular order
    /// (BatchGetItem). `keys` is a range of hash keys, or of pairs of hash and range key. The keys are
    /// encoded before this returns. Sends nothing until the reader is used.
    template <class View = item, std::ranges::input_range Keys>
    [[nodiscard]] batch_reader<View> batch_get(const Keys& keys, batch_get_options options = {}) const {
        return {db(), detail::encode_batch_part<View>(*this, keys, options.consistent_read)};
    }
    /// Reads the items with these keys, 100 in each request, and returns them in the order of the keys
    /// (BatchGetItem). `keys` is a range of hash keys, or of pairs of hash and range key.
    /// @returns an element for each key; nothing for an item that does not exist
    /// @throws error  any failure of the call
    template <class View = item, std::ranges::input_range Keys>
    [[nodiscard]] awaitable<std::vector<std::optional<View>>> batch_get_in_order(
        const Keys& keys, batch_get_options options = {}) const {
        return detail::read_in_order<View>(
            db(), detail::encode_batch_part<View>(*this, keys, options.consistent_read));
    }

 private:
    table(client db, std::string table_name, const detail::runtime_key_names& keys)
        : detail::runtime_readable(std::move(db), std::move(table_name), {}, keys, token_keys_of(keys, {})) {}

    template <class View, class Key, class... Projection>
    awaitable<std::optional<View>> fetch(const Key& key, get_options options,
                                         const Projection&... paths) const {
        const detail::expression::statement<item, Projection...> statement(paths...);
        get_item op{.table_name = table_name(),
                    .key = key,
                    .expressions = statement,
                    .consistent_read = options.consistent_read};
        if (options.report) op.report_capacity = report_capacity::indexes;
        return detail::read_one<View>(db().call(encoded_request::of(op)), options.report);
    }

    template <detail::on_conflict Form, class... Argument>
    auto put(const item& object, const Argument&... argument) const {
        if constexpr (detail::check_write_arguments<write_options, Argument...>())
            return write<Form, detail::values_wanted<Argument...>>(
                put_item{.table_name = table_name(), .item = object},
                detail::options_among<write_options>(argument...),
                detail::condition_at_key<item>(detail::condition_among(argument...)));
        else
            return awaitable<void>();
    }
    template <detail::on_conflict Form, return_values Values, class Op, class Condition, class... Update>
    auto write(const Op& op, const write_options& options, const Condition& condition,
               const Update&... update) const {
        encoded_request request = detail::encode_write<item>(op, options, Values, condition, update...);
        if constexpr (std::is_same_v<Op, put_item>) request.key_names = shared_names();
        return detail::answered<detail::answer_to_write<item, Form, Values>>(
            db().call(std::move(request)), options.report, condition.guard(options));
    }
    template <detail::on_conflict Form, class Hash, class First, class... Rest>
    auto update_parts(const Hash& hash, const First& first, const Rest&... rest) const {
        if constexpr ((detail::expression::misplaced_in_a_write<First> || ... ||
                       detail::expression::misplaced_in_a_write<Rest>)) {
            detail::expression::refuse_misplaced<First>();
            (detail::expression::refuse_misplaced<Rest>(), ...);
            return awaitable<void>();
        } else if constexpr (detail::is_no_key<First>) {
            return update_key<Form>(detail::runtime_key_ref<Hash>(key_names(), hash), first, rest...);
        } else {
            return update_key<Form>(detail::runtime_key_ref<Hash, First>(key_names(), hash, first), rest...);
        }
    }
    template <detail::on_conflict Form, class Key, class... Argument>
    auto update_key(const Key& key, const Argument&... argument) const {
        constexpr bool known = (detail::update_argument<Argument> && ...);
        if constexpr (!known)
            static_assert((detail::update_argument<Argument> && ...),
                          "dynaco: update() takes the key, then actions such as attribute(name).set(value), "
                          "then optionally when(condition), returning::... and write_options{...}");
        else
            static_cast<void>(detail::check_update_counts<Argument...>());
        return detail::with_update(
            [&](const auto& update) {
                return write<Form, detail::values_wanted<Argument...>>(
                    update_item{.table_name = table_name(), .key = key},
                    detail::options_among<write_options>(argument...),
                    detail::condition_at_key<item>(detail::condition_among(argument...)), update);
            },
            argument...);
    }

    template <detail::on_conflict Form, class Hash, class First, class... Rest>
    auto remove_parts(const Hash& hash, const First& first, const Rest&... rest) const {
        if constexpr (detail::is_no_key<First> || detail::is_absent<First>) {
            if constexpr (detail::check_write_arguments<write_options, First, Rest...>())
                return remove_key<Form>(detail::runtime_key_ref<Hash>(key_names(), hash), first, rest...);
            else
                return awaitable<void>();
        } else {
            if constexpr (detail::check_write_arguments<write_options, Rest...>())
                return remove_key<Form>(detail::runtime_key_ref<Hash, First>(key_names(), hash, first),
                                        rest...);
            else
                return awaitable<void>();
        }
    }
    template <detail::on_conflict Form, class Key, class... Argument>
    auto remove_key(const Key& key, const Argument&... argument) const {
        return write<Form, detail::values_wanted<Argument...>>(
            delete_item{.table_name = table_name(), .key = key},
            detail::options_among<write_options>(argument...),
            detail::condition_at_key<item>(detail::condition_among(argument...)));
    }
};

}  // namespace dynaco
