#pragma once

#include <dynaco/batch.hpp>
#include <dynaco/detail/table/batch/keys.hpp>
#include <dynaco/detail/table/call/outcome.hpp>
#include <dynaco/detail/table/read/runtime_readable.hpp>
#include <dynaco/detail/table/write/update.hpp>
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

/// A table whose shape is known only at run time: items instead of objects of a model. As `table<Model>` in
/// all that it does; what is wrong with names and types is for DynamoDB to say, except for the number of
/// keys.
///
///     dynaco::table<dynaco::item> events{db, "events", "user", "at"};
///     co_await events.save(event);
///     auto found = co_await events.get("u-1", 5, project("name", "address.city"));
///     co_await events.update("u-1", 5, attribute("count").add(1));
template <>
class table<item> : public detail::runtime_readable {
    static constexpr auto fail = detail::on_conflict::fail;
    static constexpr auto answer = detail::on_conflict::answer;

 public:
    /// The table called `table_name`, whose keys are the attributes `hash_key` and, unless it is empty,
    /// `range_key`.
    table(client db, std::string table_name, std::string hash_key, std::string range_key = {})
        : table(std::move(db), std::move(table_name),
                detail::runtime_key_names{.hash = std::move(hash_key), .range = std::move(range_key)}) {}

    /// The same items seen through an index with these keys.
    [[nodiscard]] detail::runtime_index index(std::string index_name, std::string hash_key,
                                              std::string range_key = {}) const {
        return {db(), table_name(), std::move(index_name), key_names(),
                detail::runtime_key_names{.hash = std::move(hash_key), .range = std::move(range_key)}};
    }

    [[nodiscard]] awaitable<bool> exists() const;
    [[nodiscard]] awaitable<table_description> describe() const;
    /// Deletes the table with all its items and waits until it is gone. @returns false if there was none.
    [[nodiscard]] awaitable<bool> delete_table(table_wait_options wait = {}) const;

    /// The item with this key; nothing if there is none (GetItem). `View` may be any aggregate.
    ///
    ///     co_await events.get("u-1", 5, project("name", "address.city"), {.consistent_read = true})
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

    /// Writes `object`, replacing any item with the same key (PutItem). Then perhaps `when(condition)` and
    /// one of `returning`, as for `table<Model>`.
    /// @throws error  condition::conflict
    template <class A = write_options, class B = detail::argument_after<write_options, A>,
              class C = detail::argument_after<write_options, A, B>>
    [[nodiscard]] auto save(const item& object, const A& a = {}, const B& b = {}, const C& c = {}) const {
        return put<fail>(object, a, b, c);
    }
    template <class A = write_options, class B = detail::argument_after<write_options, A>,
              class C = detail::argument_after<write_options, A, B>>
    [[nodiscard]] auto try_save(const item& object, const A& a = {}, const B& b = {}, const C& c = {}) const {
        return put<answer>(object, a, b, c);
    }

    /// Changes attributes of an item on the server (UpdateItem); makes the item if there is none. The key,
    /// then one or more actions and, anywhere among them, `when(condition)`, one of `returning` and
    /// `write_options{…}`.
    template <class Hash, class First, class... Rest>
    [[nodiscard]] auto update(const Hash& hash, const First& first, const Rest&... rest) const {
        return update_parts<fail>(hash, first, rest...);
    }
    template <class Hash, class First, class... Rest>
    [[nodiscard]] auto try_update(const Hash& hash, const First& first, const Rest&... rest) const {
        return update_parts<answer>(hash, first, rest...);
    }

    /// Removes the item with this key; a missing one is no error (DeleteItem). The key, then perhaps
    /// `when(condition)`, one of `returning` and `write_options{…}`.
    template <class Hash, class A = write_options, class B = detail::argument_after<write_options, A>,
              class C = detail::argument_after<write_options, A, B>,
              class D = detail::argument_after<write_options, A, B, C>>
    [[nodiscard]] auto remove(const Hash& hash, const A& a = {}, const B& b = {}, const C& c = {},
                              const D& d = {}) const {
        return remove_parts<fail>(hash, a, b, c, d);
    }
    template <class Hash, class A = write_options, class B = detail::argument_after<write_options, A>,
              class C = detail::argument_after<write_options, A, B>,
              class D = detail::argument_after<write_options, A, B, C>>
    [[nodiscard]] auto try_remove(const Hash& hash, const A& a = {}, const B& b = {}, const C& c = {},
                                  const D& d = {}) const {
        return remove_parts<answer>(hash, a, b, c, d);
    }

    /// Items by their keys, 100 to a request: `keys` is a range of hash keys, or of pairs of hash and range
    /// key.
    template <class View = item, std::ranges::input_range Keys>
    [[nodiscard]] batch_reader<View> batch_get(const Keys& keys, batch_get_options options = {}) const {
        return {db(), detail::encode_batch_part<View>(*this, keys, options.consistent_read)};
    }
    /// The same, all at once and in the order of the keys: nothing where there is no item.
    template <class View = item, std::ranges::input_range Keys>
    [[nodiscard]] awaitable<std::vector<std::optional<View>>> batch_get_in_order(
        const Keys& keys, batch_get_options options = {}) const {
        return detail::read_in_order<View>(
            db(), detail::encode_batch_part<View>(*this, keys, options.consistent_read));
    }

 private:
    table(client db, std::string table_name, detail::runtime_key_names keys)
        : detail::runtime_readable(std::move(db), std::move(table_name), {}, keys, token_keys_of(keys, {})) {}

    template <class View, class Key, class... Projection>
    awaitable<std::optional<View>> fetch(const Key& key, get_options options,
                                         const Projection&... paths) const {
        const expression::statement<item, Projection...> statement(paths...);
        get_item op{.table_name = table_name(),
                    .key = key,
                    .expressions = statement,
                    .consistent_read = options.consistent_read};
        if (options.report) op.report_capacity = report_capacity::indexes;
        return detail::read_one<View>(db().call(encoded_request::of(op)), options.report);
    }

    template <class Answer, bool Conditional, class Op, class Statement>
    auto send(Op op, const write_options& options, return_values returned, const Statement& statement) const {
        op.expressions = statement;
        op.returned = returned;
        op.return_existing = Conditional && options.return_existing;
        if (options.report) op.report_capacity = report_capacity::indexes, op.report_collection = true;
        return detail::answered<Answer>(db().call(encoded_request::of(op)), options.report,
                                        {.users_condition = Conditional});
    }
    template <detail::on_conflict Form, class... Argument>
    auto put(const item& object, const Argument&... argument) const {
        if constexpr (detail::check_write_arguments<write_options, Argument...>())
            return write<Form>(put_item{.table_name = table_name(), .item = object}, argument...);
        else
            return awaitable<void>();
    }
    template <detail::on_conflict Form, class Op, class... Argument>
    auto write(const Op& op, const Argument&... argument) const {
        const auto options = detail::options_among<write_options>(argument...);
        constexpr return_values wanted = detail::values_wanted<Argument...>;
        using answer_type = detail::answer_to_write<item, Form, wanted>;
        return detail::with_condition_of(
            [&]<class... Condition>(const Condition&... condition) {
                return send<answer_type, sizeof...(Condition) != 0>(
                    op, options, wanted, expression::statement<item, Condition...>(condition...));
            },
            argument...);
    }
    template <detail::on_conflict Form, class Hash, class First, class... Rest>
    auto update_parts(const Hash& hash, const First& first, const Rest&... rest) const {
        if constexpr ((expression::misplaced_in_a_write<First> || ... ||
                       expression::misplaced_in_a_write<Rest>)) {
            expression::refuse_misplaced<First>();
            (expression::refuse_misplaced<Rest>(), ...);
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
        constexpr return_values wanted = detail::values_wanted<Argument...>;
        using answer_type = detail::answer_to_write<item, Form, wanted>;
        const update_item op{.table_name = table_name(), .key = key};
        const auto options = detail::options_among<write_options>(argument...);
        return detail::with_update_clauses(
            [&]<class... Clause>(const Clause&... clause) {
                return send<answer_type, detail::has_condition<Argument...>>(
                    op, options, wanted, expression::statement<item, Clause...>(clause...));
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
        return write<Form>(delete_item{.table_name = table_name(), .key = key}, argument...);
    }
};

}  // namespace dynaco
