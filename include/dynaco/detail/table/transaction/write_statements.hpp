#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/table/call/arguments.hpp>
#include <dynaco/detail/table/call/conflict.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/detail/table/call/write_clauses.hpp>
#include <dynaco/detail/table/key/table_key.hpp>
#include <dynaco/detail/table/models/refuse_object.hpp>
#include <dynaco/detail/table/transaction/verdict.hpp>
#include <dynaco/detail/table/write/left_out.hpp>
#include <dynaco/detail/table/write/managed.hpp>
#include <dynaco/detail/table/write/update.hpp>
#include <dynaco/detail/table/write/write_condition.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/transaction.hpp>
#include <dynaco/table.hpp>
#include <dynaco/writing.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace dynaco {

namespace detail {

template <class Model>
inline constexpr bool check_has_a_condition = false;
template <class Whole>
inline constexpr bool write_is_for_one_model = false;

/// The statements of a `transact_write`: checks their arguments and encodes them.
class write_statements {
 protected:
    using kind = transact_action::kind;
    struct state;
    explicit write_statements(std::shared_ptr<state> s) noexcept : state_(std::move(s)) {}
    template <class Model>
    static constexpr bool is_sound = table_checks::is_sound<models_of<Model>>;

    template <class Model>
    static consteval bool has_version() {
        if constexpr (is_polymorphic<Model>)
            return false;
        else
            return is_versioned<Model>;
    }
    // Calls `f` with the options and the user's condition.
    template <class Model, class F, class... Argument>
    static transaction_statement<Model> with_clauses(const F& f, const Argument&... argument) {
        if constexpr (!check_returns_nothing<Argument...>())
            return transaction_statement<Model>(0);
        else if constexpr (!check_write_arguments<write_options, Argument...>())
            return transaction_statement<Model>(0);
        else
            return f(options_among<write_options>(argument...), condition_among(argument...));
    }
    // The range key, if there is one, is the first argument after the hash key.
    template <class Model, class Hash, class First, class... Rest>
    transaction_statement<Model> at_key_or_object(kind what, const table<Model>& in, const Hash& hash,
                                                  const First& first, const Rest&... rest) {
        constexpr bool is_range = !is_no_key<First> && !is_absent<First>;
        if constexpr (is_range)
            return with_clauses<Model>(
                [&](const auto& options, const auto& user) {
                    return at_key(what, in, key_in(in, hash, first), options, user);
                },
                rest...);
        else
            return with_clauses<Model>(
                [&](const auto& options, const auto& user) { return at(what, in, hash, options, user); },
                first, rest...);
    }

    template <class Model, class Object, class User>
    transaction_statement<Model> put(const table<Model>& in, Object& object, const write_options& options,
                                     const User& user) {
        const auto put_as = [&](const auto& item) {
            const auto condition = condition_to_save<Model>(object, options, user);
            const auto statement = expression::statement_of<Model>(condition);
            return add<Model>({.what = kind::put,
                               .table_name = in.table_name(),
                               .key = key_of_object(in, object),
                               .item = item,
                               .expressions = statement},
                              options, condition);
        };
        if constexpr (!is_sound<Model>) {
            return transaction_statement<Model>(0);
        } else if constexpr (!has_managed_members<Model>) {
            return put_as(object);
        } else if constexpr (std::is_const_v<Object>) {
            static_cast<void>(refuse_object<Object&, Model>());
            return transaction_statement<Model>(0);
        } else {
            const managed_write<Model> next(object, wall_clock());
            const auto statement = put_as(next);
            when_applied([next] { next.apply(); });
            return statement;
        }
    }

    // Adds an action at a hash key, or at the key of an object if the stored version is the object's.
    template <class Model, class Target, class User>
    transaction_statement<Model> at(kind what, const table<Model>& in, const Target& target,
                                    const write_options& options, const User& user) {
        if constexpr (!is_sound<Model>) {
            return transaction_statement<Model>(0);
        } else if constexpr (is_model_of<Model, Target>) {
            const auto statement = at(what, in.template as<Target>(), target, options, user);
            return transaction_statement<Model>(statement.index());
        } else if constexpr (std::same_as<Target, Model>) {
            return add_at(what, in, key_of_object(in, target), options,
                          condition_to_remove<Model>(target, options, user));
        } else {
            return at_key(what, in, key_in(in, target), options, user);
        }
    }
    template <class Model, class Key, class User>
    transaction_statement<Model> at_key(kind what, const table<Model>& in, const Key& key,
                                        const write_options& options, const User& user) {
        if constexpr (is_sound<Model>)
            return add_at(what, in, key, options, condition_at_key<Model>(user));
        else
            return transaction_statement<Model>(0);
    }
    template <class Model, class Key, class Condition, class... Update>
    transaction_statement<Model> add_at(kind what, const table<Model>& in, const Key& key,
                                        const write_options& options, const Condition& condition,
                                        const Update&... update) {
        if (what == kind::check && !condition.is_present())
            throw error(
                errc::invalid_argument,
                {.operation = std::string(transact_write_items::info.name),
                 .table = in.table_name(),
                 .detail = "check() has nothing to check: with ignore_version it needs when(condition)"});
        const auto statement = expression::statement_of<models_of<Model>>(update..., condition);
        return add<Model>({.what = what, .table_name = in.table_name(), .key = key, .expressions = statement},
                          options, condition);
    }

    template <class Model, class Key, class... Argument>
    transaction_statement<Model> update_key(const table<Model>& in, const Key& key,
                                            const Argument&... argument) {
        if constexpr (is_polymorphic<Model>) {
            return refuse_whole<Model>();
        } else if constexpr (!is_sound<Model>) {
            return transaction_statement<Model>(0);
        } else {
            check_arguments<Model, Argument...>();
            return update_if(in, key, unknown_version{}, options_among<write_options>(argument...),
                             condition_to_update_at_key<Model>(argument...), wall_clock(), argument...);
        }
    }
    template <class Model, class Key, class Version, class Condition, class... Argument>
    transaction_statement<Model> update_if(const table<Model>& in, const Key& key, const Version& version,
                                           const write_options& options, const Condition& condition,
                                           wall_time now, const Argument&... argument) {
        const auto encode = [&](const auto& update) {
            return add_at(kind::update, in, key, options, condition, update);
        };
        return with_managed_update<Model>(now, key, version, encode, argument...);
    }
    template <class Model, class Object, class... Argument>
    transaction_statement<Model> update_object(const table<Model>& in, Object& object,
                                               const Argument&... argument) {
        if constexpr (is_sound<Model>)
            return update_sound_object(in, object, argument...);
        else
            return transaction_statement<Model>(0);
    }
    template <class Model, class Object, class... Argument>
    transaction_statement<Model> update_sound_object(const table<Model>& in, Object& object,
                                                     const Argument&... argument) {
        check_arguments<Model, Argument...>();
        const auto options = options_among<write_options>(argument...);
        if (auto refused = version_overflow(object); refused && !options.ignore_version)
            throw error(*refused);
        const wall_time now = wall_clock();
        if constexpr (has_managed_members<Model> && std::is_const_v<Object>) {
            static_cast<void>(refuse_object<Object&, Model>());
            return transaction_statement<Model>(0);
        } else {
            const auto statement = update_if(
                in, key_of_object(in, object), known_version<Model>(object, options), options,
                condition_to_update<Model>(object, options, condition_among(argument...)), now, argument...);
            if constexpr (has_managed_members<Model>)
                when_applied([next = managed_write<Model>(object, now)] { next.apply(); });
            return statement;
        }
    }
    template <class Object, class Model>
    static constexpr bool is_another_models =
        table_checks::is_object_of_another_table<Object, Model> && !is_model_of<Model, Object>;
    template <class Object, class Model>
    static transaction_statement<Model> refuse_another() {
        refuse_another_model<Object, Model>();
        return transaction_statement<Model>(0);
    }
    template <class Model>
    static transaction_statement<Model> refuse_whole() {
        static_assert(
            write_is_for_one_model<Model>,
            "dynaco: in a transaction, this write to a polymorphic table needs the model: "
            "tx.update(pets.as<Cat>(), key, ...) (see write_is_for_one_model<Whole> in this message)");
        return transaction_statement<Model>(0);
    }
    template <class Model, class... Argument>
    static consteval void check_arguments() {
        if constexpr (check_update_arguments<Model, Argument...>())
            static_cast<void>(check_returns_nothing<Argument...>());
    }

    template <class Model, class Condition>
    transaction_statement<Model> add(transact_action action, const write_options& options,
                                     const Condition& condition) {
        action.return_existing = condition.is_present() && options.return_existing;
        return transaction_statement<Model>(add_action(action, options, condition.guard(options)));
    }
    std::size_t add_action(const transact_action& action, const write_options& options,
                           const write_guard& guard);
    void when_applied(std::function<void()> call);
    [[nodiscard]] wall_time wall_clock() const;

    std::shared_ptr<state> state_;
};

}  // namespace detail
}  // namespace dynaco
