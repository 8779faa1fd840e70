#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/table/call/arguments.hpp>
#include <dynaco/detail/table/call/conflict.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/detail/table/call/write_clauses.hpp>
#include <dynaco/detail/table/key/table_key.hpp>
#include <dynaco/detail/table/models/refuse_object.hpp>
#include <dynaco/detail/table/write/expected_version.hpp>
#include <dynaco/detail/table/write/kind_lock.hpp>
#include <dynaco/detail/table/write/managed.hpp>
#include <dynaco/detail/table/write/update.hpp>
#include <dynaco/detail/table/write/update_lock.hpp>
#include <dynaco/detail/table/write/write_request.hpp>
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

template <class Model>
class transaction_statement;

namespace detail {

template <class Model>
inline constexpr bool check_has_a_condition = false;
template <class Whole>
inline constexpr bool write_is_for_one_model = false;

/// The statements of a `transact_write`: checks their arguments and encodes them.
class write_statements {
 protected:
    using kind = transact_action::kind;
    static constexpr std::string_view condition_member = "ConditionExpression";
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
    // Calls `f` with the options and the condition, if there is one.
    template <class Model, class F, class... Argument>
    static transaction_statement<Model> with_clauses(const F& f, const Argument&... argument) {
        if constexpr (!check_returns_nothing<Argument...>())
            return transaction_statement<Model>(0);
        else if constexpr (!check_write_arguments<write_options, Argument...>())
            return transaction_statement<Model>(0);
        else
            return with_condition_of(
                [&](const auto&... condition) {
                    return f(options_among<write_options>(argument...), condition...);
                },
                argument...);
    }
    // The range key, if there is one, is the first argument after the hash key.
    template <class Model, class Hash, class First, class... Rest>
    transaction_statement<Model> at_key_or_object(kind what, const table<Model>& in, const Hash& hash,
                                                  const First& first, const Rest&... rest) {
        constexpr bool is_range = !is_no_key<First> && !is_absent<First>;
        if constexpr (is_range)
            return with_clauses<Model>(
                [&](const auto& options, const auto&... condition) {
                    return at_known_key(what, in, key_in(in, hash, first), options, condition...);
                },
                rest...);
        else
            return with_clauses<Model>(
                [&](const auto& options, const auto&... condition) {
                    return at(what, in, hash, options, condition...);
                },
                first, rest...);
    }

    template <class Model, class Object, class... Condition>
    transaction_statement<Model> put(const table<Model>& in, Object& object, const write_options& options,
                                     const Condition&... condition) {
        using model_type = std::remove_const_t<Object>;
        const version_lock<model_type> lock(object, options);
        const auto put_as = [&](const auto& item) {
            const auto encode = [&]<class... Clause>(const Clause&... clause) {
                const expression::statement<Model, Clause...> statement(clause...);
                return add<Model>({.what = kind::put,
                                   .table_name = in.table_name(),
                                   .key = key_of_object(in, object),
                                   .item = item,
                                   .expressions = statement,
                                   .return_existing = sizeof...(Clause) > 0 && options.return_existing},
                                  options, guard_of<Condition...>(lock, options));
            };
            return lock(encode, condition...);
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
    template <class Model, class Target, class... Condition>
    transaction_statement<Model> at(kind what, const table<Model>& in, const Target& target,
                                    const write_options& options, const Condition&... condition) {
        if constexpr (!is_sound<Model>) {
            return transaction_statement<Model>(0);
        } else if constexpr (is_model_of<Model, Target>) {
            const auto statement = at(what, in.template as<Target>(), target, options, condition...);
            return transaction_statement<Model>(statement.index());
        } else if constexpr (std::same_as<Target, Model>) {
            const version_lock<Model> lock(target, options);
            const auto encode = [&](const auto&... clause) {
                return at_key(what, in, key_of_object(in, target), options,
                              guard_in<Condition...>(in, lock, options), clause...);
            };
            return lock(encode, condition...);
        } else {
            return at_known_key(what, in, key_in(in, target), options, condition...);
        }
    }
    template <class Model, class Key, class... Condition>
    transaction_statement<Model> at_key(kind what, const table<Model>& in, const Key& key,
                                        const write_options& options, const write_guard& guard,
                                        const Condition&... condition) {
        const auto encode = [&](const auto&... clause) {
            return add_at(what, in, key, options, guard, clause...);
        };
        return in_kind(in, encode, condition...);
    }
    template <class Model, class Key, class Update, class... Condition>
    transaction_statement<Model> update_at(const table<Model>& in, const Key& key,
                                           const write_options& options, const write_guard& guard,
                                           const Update& update, const Condition&... condition) {
        const auto encode = [&](const auto&... clause) {
            return add_at(kind::update, in, key, options, guard, update, clause...);
        };
        return in_kind(in, encode, condition...);
    }
    // Calls `f` with the condition and the condition on the model's kind.
    template <class Model, class F, class... Condition>
    static auto in_kind(const table<Model>&, const F& f, const Condition&... condition) {
        if constexpr (is_polymorphic<Model>) {
            return f(condition...);
        } else {
            return with_kind_condition<Model>(f, condition...);
        }
    }
    template <class... Argument, class Model, class Lock>
    static write_guard guard_in(const table<Model>&, const Lock& lock, const write_options& options) {
        if constexpr (is_polymorphic<Model>)
            return guard_of<Argument...>(lock, options);
        else
            return guard_at_key<Model, Argument...>(lock, options);
    }
    template <class Model, class Key, class... Condition>
    transaction_statement<Model> at_known_key(kind what, const table<Model>& in, const Key& key,
                                              const write_options& options, const Condition&... condition) {
        if constexpr (is_sound<Model>)
            return at_key(what, in, key, options, guard_in<Condition...>(in, no_version_lock{}, options),
                          condition...);
        else
            return transaction_statement<Model>(0);
    }
    template <class Model, class Key, class... Clause>
    transaction_statement<Model> add_at(kind what, const table<Model>& in, const Key& key,
                                        const write_options& options, const write_guard& guard,
                                        const Clause&... clause) {
        constexpr bool conditional = ((Clause::member == condition_member) || ...);
        const expression::statement<models_of<Model>, Clause...> statement(clause...);
        return add<Model>({.what = what,
                           .table_name = in.table_name(),
                           .key = key,
                           .expressions = statement,
                           .return_existing = conditional && options.return_existing},
                          options, guard);
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
            const auto options = options_among<write_options>(argument...);
            const auto lock = lock_of_update<Model>(argument...);
            const auto encode = [&](const auto& update, const auto&... user) {
                const auto locked = [&](const auto&... condition) {
                    return update_at(in, key, options, guard_in<Argument...>(in, lock, options), update,
                                     condition...);
                };
                return lock(locked, user...);
            };
            return with_managed_update_clauses<Model>(wall_clock(), key, unknown_version{}, encode,
                                                      argument...);
        }
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
        const stored_item_lock<Model> lock(object, options);
        const auto encode = [&](const auto& update, const auto&... user) {
            const auto locked = [&](const auto&... condition) {
                return update_at(in, key_of_object(in, object), options,
                                 guard_in<Argument...>(in, lock, options), update, condition...);
            };
            return lock(locked, user...);
        };
        if constexpr (has_managed_members<Model> && std::is_const_v<Object>) {
            static_cast<void>(refuse_object<Object&, Model>());
            return transaction_statement<Model>(0);
        } else {
            const auto statement = with_managed_update_clauses<Model>(
                now, key_of_object(in, object), known_version<Model>(object, options), encode, argument...);
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

    template <class Model>
    transaction_statement<Model> add(const transact_action& action, const write_options& options,
                                     const write_guard& guard) {
        return transaction_statement<Model>(add_action(action, options, guard));
    }
    std::size_t add_action(const transact_action& action, const write_options& options,
                           const write_guard& guard);
    void when_applied(std::function<void()> call);
    [[nodiscard]] wall_time wall_clock() const;

    std::shared_ptr<state> state_;
};

}  // namespace detail
}  // namespace dynaco
