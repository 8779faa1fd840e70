#pragma once

#include <dynaco/detail/expression/key_condition.hpp>
#include <dynaco/detail/table/call/conflict.hpp>
#include <dynaco/detail/table/models/managed_check.hpp>
#include <dynaco/expressions.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace dynaco::detail {

/// ConditionExpression: the user's condition, then dynaco's: `(user AND ours)`. Refers to the user's.
template <class User, expression::condition_node Ours>
class joined_condition {
 public:
    static constexpr std::string_view member = User::member;
    static constexpr bool is_static = User::is_static && Ours::is_static;
    joined_condition(const User& user, const Ours& ours) : user_(&user), ours_(ours) {}

    template <class Model>
    static consteval bool check() {
        return User::template check<Model>() && Ours::template check<Model>();
    }
    template <class Model, class Sink>
    static constexpr void lower(Sink& sink, const joined_condition* self) {
        sink.text("(");
        User::template lower<Model>(sink, self ? self->user_ : nullptr);
        sink.text(" AND ");
        Ours::lower(sink, self ? &self->ours_ : nullptr);
        sink.text(")");
    }

 private:
    const User* user_;
    Ours ours_;
};

/// Calls `f` with the clause for dynaco's condition and, if there is one, the user's (`User` is empty or one
/// clause).
template <class F, expression::condition_node Ours, class... User>
auto with_joined(const F& f, const Ours& ours, const User&... user) {
    if constexpr (sizeof...(User) == 0) {
        return f(expression::condition_clause<Ours>(ours));
    } else {
        return f(joined_condition<User..., Ours>(user..., ours));
    }
}

/// Whether the item of an object must exist when the object is written.
enum class item_presence { any, required };

/// The version that an object was read with. It must still be stored when the object is written.
///
/// If the version is an integer, 0 means that the item has no version: none is stored, or a NULL or a 0. The
/// object was never stored, or a batch or another program wrote it. If the version is an optional, an empty
/// optional means that no version or a NULL is stored; 0 is then an ordinary version.
template <class Model>
class expected_version {
    static_assert(is_versioned<Model>);
    using member = managed_member<Model, table_checks::managed_names<Model>::version>;
    using attribute = typename member::attribute;
    using number_type = typename member::value_type;
    static constexpr bool zero_is_new = std::is_same_v<typename member::type, number_type>;

 public:
    explicit expected_version(const Model& object) : number_(member::in(object)) {}

    /// Empty if the member is an optional and empty.
    [[nodiscard]] const std::optional<number_type>& number() const noexcept { return number_; }

    /// False if the item has no version yet.
    [[nodiscard]] bool is_counted() const noexcept { return number_ && !(zero_is_new && *number_ == 0); }

    /// Calls `f` with the clause `(user AND version)`, or only `version`. If the item is required, the clause
    /// also says that it exists.
    template <item_presence Presence = item_presence::any, class F, class... User>
    auto with_condition(const F& f, const User&... user) const {
        using namespace expression;
        if (is_counted())  // only an existing item can have that version
            return with_joined(f, equals(*number_), user...);
        if constexpr (Presence == item_presence::required)
            return with_joined(f, test_node<"attribute_exists", hash_attribute<Model>>({}) && not_counted(),
                               user...);
        else
            return with_joined(f, not_counted(), user...);
    }

    /// Adds the version to the conditions for the error of a conflict.
    void describe(write_guard& guard) const {
        guard.version = model::attribute_names<Model>[member::index];
        guard.zero_is_new = zero_is_new;
        if (number_) guard.expected = std::to_string(*number_);
    }

 private:
    static auto equals(number_type number) {
        using namespace expression;
        return comparison_node<" = ", attribute, literal<number_type>>({}, literal<number_type>(number));
    }
    static auto not_counted() {
        using namespace expression;
        const auto none = test_node<"attribute_not_exists", attribute>(attribute{}) ||
                          attribute{}.is_type(attribute_type::NUL);
        if constexpr (zero_is_new)
            return none || equals(number_type{});
        else
            return none;
    }

    std::optional<number_type> number_{};
};

/// Calls `f` with the condition of a write of `object`. It contains the user's clause, if there is one; that
/// the version is the object's, unless it is `ignored`; and that the item exists, if it is required. Calls
/// `f` without arguments if the condition would be empty.
template <item_presence Presence = item_presence::any, class Model, class F, class... User>
auto with_version_condition(const Model& object, bool ignored, const F& f, const User&... user) {
    if constexpr (is_versioned<Model>)
        if (!ignored) return expected_version<Model>(object).template with_condition<Presence>(f, user...);
    if constexpr (Presence == item_presence::required)
        return with_joined(
            f, expression::test_node<"attribute_exists", expression::hash_attribute<Model>>({}), user...);
    else
        return f(user...);
}

/// The conditions of a write of `object`, for the error of a conflict.
template <item_presence Presence = item_presence::any, class Model>
write_guard version_guard([[maybe_unused]] const Model& object, [[maybe_unused]] bool ignored) {
    write_guard guard{.stored_item = Presence == item_presence::required};
    if constexpr (is_versioned<Model>)
        if (!ignored) expected_version<Model>(object).describe(guard);
    return guard;
}

}  // namespace dynaco::detail
