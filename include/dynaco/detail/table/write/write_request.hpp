#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/detail/table/call/write_clauses.hpp>
#include <dynaco/detail/table/write/expected_version.hpp>
#include <dynaco/detail/table/write/kind_lock.hpp>
#include <dynaco/writing.hpp>

/// The common parts of PutItem, UpdateItem and DeleteItem.
namespace dynaco::detail {

// A lock calls a function with the condition of a write, dynaco's and the user's, and provides the details
// for an error.

/// Adds no condition, because nothing is known of an item that is given by its key.
struct no_version_lock {
    template <class F, class... User>
    auto operator()(const F& f, const User&... user) const {
        return f(user...);
    }
    [[nodiscard]] write_guard guard() const { return {}; }
};

/// Requires that no item has the key.
template <class Model>
struct new_item_lock {
    template <class F>
    auto operator()(const F& f) const {
        using test = expression::test_node<"attribute_not_exists", expression::hash_attribute<Model>>;
        return f(expression::condition_clause<test>(test({})));
    }
    [[nodiscard]] write_guard guard() const { return {.new_item = true}; }
};

/// Requires that the stored version is that of `object`, if the model has a version, and that the item
/// exists, if `Presence` says so.
template <class Model, item_presence Presence = item_presence::any>
class version_lock {
 public:
    version_lock(const Model& object, const write_options& options) noexcept
        : object_(object), ignored_(options.ignore_version) {}

    template <class F, class... User>
    auto operator()(const F& f, const User&... user) const {
        return with_version_condition<Presence>(object_, ignored_, f, user...);
    }
    [[nodiscard]] write_guard guard() const { return version_guard<Presence>(object_, ignored_); }

 private:
    const Model& object_;
    bool ignored_;
};
/// Requires the version of `object`, and that the item exists.
template <class Model>
using stored_item_lock = version_lock<Model, item_presence::required>;

/// The details for the error of a save with these arguments.
template <class... Argument, class Lock>
write_guard guard_of(const Lock& lock, const write_options& options) {
    write_guard guard = lock.guard();
    guard.users_condition = has_condition<Argument...>;
    guard.asks_existing = options.return_existing;
    return guard;
}
/// The details for the error of a write by key, which also depends on the kind.
template <class Model, class... Argument, class Lock>
write_guard guard_at_key(const Lock& lock, const write_options& options) {
    write_guard guard = guard_of<Argument...>(lock, options);
    if constexpr (has_kind_condition<Model>) {
        guard.discriminator = model::discriminator_of<Model>;
        guard.kinds = {Model::schema.kinds.begin(), Model::schema.kinds.count};
    }
    return guard;
}

/// Encodes `op` after setting its other members.
template <class Op, class Statement>
encoded_request encode_write(Op op, const write_options& options, return_values returned, bool conditional,
                             const Statement& statement) {
    op.expressions = statement;
    op.returned = returned;
    op.return_existing = conditional && options.return_existing;
    if (options.report) op.report_capacity = report_capacity::indexes, op.report_collection = true;
    return encoded_request::of(op);
}

/// Encodes a save or removal with its clauses. Only a save can replace an item of another kind.
template <class Model, class Op, class Lock, class... Clause>
encoded_request encode_conditional_write(const Op& op, const Lock& lock, const write_options& options,
                                         const Clause&... clause) {
    const auto encode = [&]<class... Condition>(const Condition&... condition) {
        return encode_write(op, options, values_wanted<Clause...>, sizeof...(Condition) > 0,
                            expression::statement<Model, Condition...>(condition...));
    };
    const auto encode_at_key = [&](const auto&... condition) {
        return with_kind_condition<Model>(encode, condition...);
    };
    const auto locked = [&](const auto&... user) {
        if constexpr (requires { op.item; }) {
            return lock(encode, user...);
        } else {
            return lock(encode_at_key, user...);
        }
    };
    return with_condition_of(locked, clause...);
}

/// Encodes an update with its clause and, if there is one, the user's condition.
template <class Model, class Op, class Lock, class Update, class... User>
encoded_request encode_conditional_update(const Op& op, const Lock& lock, const write_options& options,
                                          return_values returned, const Update& update, const User&... user) {
    const auto encode = [&]<class... Condition>(const Condition&... condition) {
        return encode_write(op, options, returned, sizeof...(Condition) > 0,
                            expression::statement<Model, Update, Condition...>(update, condition...));
    };
    const auto encode_at_key = [&](const auto&... condition) {
        return with_kind_condition<Model>(encode, condition...);
    };
    return lock(encode_at_key, user...);
}

}  // namespace dynaco::detail
