#pragma once

#include <dynaco/detail/expression/key_condition.hpp>
#include <dynaco/detail/table/call/conflict.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/detail/table/call/write_clauses.hpp>
#include <dynaco/detail/table/write/expected_version.hpp>
#include <dynaco/detail/table/write/kind.hpp>
#include <dynaco/expressions.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace dynaco::detail {

/// What dynaco requires of the stored item before it is written.
enum class requirement {
    nothing,
    no_item,               ///< No item has the key.
    item,                  ///< The item exists.
    version,               ///< The item has the object's version.
    no_version,            ///< The item has no version, or does not exist.
    item_without_version,  ///< The item exists and has no version.
};

/// The ConditionExpression of a write: the user's condition, dynaco's requirement, and the kind.
///
///     ((when(condition) AND version = 7) AND (attribute_not_exists(kind) OR kind = "cat"))
///
/// Each of the three may be missing. `User` is a `condition_clause`, or `unconditional`. The requirement is
/// chosen at run time among `Form`, which has a text for each. If `OfKind`, a stored item must be one of
/// `Model`'s. Refers to the user's condition.
template <class Model, class User, bool OfKind, requirement... Form>
class write_condition {
    static constexpr bool has_user = !std::is_same_v<User, unconditional>;
    static constexpr bool has_version = ((Form == requirement::version) || ...);
    struct no_version {};
    using version = std::conditional_t<has_version, expected_version<Model>, no_version>;

 public:
    static constexpr std::string_view member = "ConditionExpression";
    static constexpr bool is_static = User::is_static;

    constexpr explicit write_condition(const User* user) noexcept requires(sizeof...(Form) == 1)
        : write_condition(user, (Form, ...)) {}
    /// `left_out`: see `write_guard`.
    constexpr write_condition(const User* user, requirement required, const version& expected = {},
                              std::string_view left_out = {}) noexcept
        : user_(user), required_(required), version_(expected), left_out_(left_out) {}

    static constexpr std::size_t form_count = sizeof...(Form);
    static constexpr write_condition in_form(std::size_t i) { return {nullptr, forms[i]}; }
    [[nodiscard]] constexpr std::size_t form() const {
        std::size_t i = 0;
        while (forms[i] != required_) ++i;
        return i;
    }

    /// False if the condition is empty: none is sent then.
    [[nodiscard]] constexpr bool is_present() const { return has_user || OfKind || requires_something(); }

    template <class M>
    static consteval bool check() {
        return User::template check<M>();
    }
    template <class M, class Sink>
    static constexpr void lower(Sink& sink, const write_condition* self) {
        const bool joined = OfKind && (has_user || self->requires_something());
        if (joined) sink.open();
        self->template lower_without_kind<M>(sink);
        if (joined) sink.operation(), sink.text(" AND ");
        if constexpr (OfKind) lower_kind_condition<Model>(sink);
        if (joined) sink.close();
    }

    /// The details for the error if the condition does not hold.
    [[nodiscard]] write_guard guard(const write_options& options) const {
        write_guard guard{.users_condition = has_user,
                          .new_item = required_ == requirement::no_item,
                          .stored_item = required_ == requirement::item ||
                                         required_ == requirement::version ||
                                         required_ == requirement::item_without_version,
                          .asks_existing = options.return_existing,
                          .left_out = left_out_};
        if constexpr (has_version)
            if (required_ != requirement::nothing && required_ != requirement::item) version_.describe(guard);
        if constexpr (OfKind) {
            guard.discriminator = model::discriminator_of<Model>;
            guard.kinds = {Model::schema.kinds.begin(), Model::schema.kinds.count};
        }
        return guard;
    }

 private:
    static constexpr std::array<requirement, form_count> forms{Form...};

    [[nodiscard]] constexpr bool requires_something() const { return required_ != requirement::nothing; }

    template <class M, class Sink>
    constexpr void lower_without_kind(Sink& sink) const {
        const bool joined = has_user && requires_something();
        if (joined) sink.open();
        User::template lower<M>(sink, user_);
        if (joined) sink.operation(), sink.text(" AND ");
        ((required_ == Form ? lower_required<Form>(sink) : void()), ...);
        if (joined) sink.close();
    }
    template <requirement Required, class Sink>
    constexpr void lower_required(Sink& sink) const {
        using namespace expression;
        const auto lower = [&sink]<class Node>(const Node& node) { Node::lower(sink, &node); };
        if constexpr (Required == requirement::no_item)
            lower(test_node<"attribute_not_exists", hash_attribute<Model>>({}));
        else if constexpr (Required == requirement::item)
            lower(item_exists());
        else if constexpr (Required == requirement::version)
            lower(version_.equals());
        else if constexpr (Required == requirement::no_version)
            lower(version::not_counted());
        else if constexpr (Required == requirement::item_without_version)
            lower(item_exists() && version::not_counted());
    }
    static constexpr auto item_exists() {
        return expression::test_node<"attribute_exists", expression::hash_attribute<Model>>({});
    }

    const User* user_;
    requirement required_;
    [[no_unique_address]] version version_;
    std::string_view left_out_;
};

template <class Model, bool OfKind, requirement IfCounted, requirement IfNot, requirement IfIgnored,
          class User>
auto condition_on_version([[maybe_unused]] const Model& object, const write_options& options,
                          const User& user) {
    if constexpr (is_versioned<Model>) {
        using condition = write_condition<Model, User, OfKind, IfCounted, IfNot, IfIgnored>;
        const expected_version<Model> expected(object);
        return condition(&user,
                         options.ignore_version  ? IfIgnored
                         : expected.is_counted() ? IfCounted
                                                 : IfNot,
                         expected);
    } else {
        return write_condition<Model, User, OfKind, IfIgnored>(&user);
    }
}

/// The condition of a save of `object`, which may replace an item of another kind.
template <class Model, class User>
auto condition_to_save(const Model& object, const write_options& options, const User& user) {
    using enum requirement;
    return condition_on_version<Model, false, version, no_version, nothing>(object, options, user);
}
template <class Model>
auto condition_to_insert() {
    return write_condition<Model, unconditional, false, requirement::no_item>(&no_when);
}
/// The condition of a removal or check of `object`.
template <class Model, class User>
auto condition_to_remove(const Model& object, const write_options& options, const User& user) {
    using enum requirement;
    return condition_on_version<Model, of_kind<Model>, version, no_version, nothing>(object, options, user);
}
/// The condition of an update of `object`, whose item must exist.
template <class Model, class User>
auto condition_to_update(const Model& object, const write_options& options, const User& user) {
    using enum requirement;
    return condition_on_version<Model, of_kind<Model>, version, item_without_version, item>(object, options,
                                                                                            user);
}
/// The condition of a removal, check or update by key.
template <class Model, class User>
auto condition_at_key(const User& user) {
    return write_condition<Model, User, of_kind<Model>, requirement::nothing>(&user);
}

}  // namespace dynaco::detail
