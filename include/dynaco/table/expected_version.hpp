#pragma once

#include <dynaco/expression/clause.hpp>
#include <dynaco/table/managed_check.hpp>

#include <optional>
#include <string_view>
#include <type_traits>

namespace dynaco {

/// ConditionExpression: the user's condition, then one of ours: `(user AND ours)`. Refers to the user's.
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

/// Calls `f` with the clause for a condition of ours and perhaps (`User` is none or one clause) the user's.
template <class F, expression::condition_node Ours, class... User>
auto with_joined(const F& f, const Ours& ours, const User&... user) {
    if constexpr (sizeof...(User) == 0) {
        return f(expression::condition_clause<Ours>(ours));
    } else {
        return f(joined_condition<User..., Ours>(user..., ours));
    }
}

/// The version that an object was read with: what must still be stored when the object is written.
///
/// 0, or an empty optional, is the version of an object that was never stored: then no version may be stored.
/// In a member that is an optional, 0 is a version like others.
template <class Model>
class expected_version {
    static_assert(is_versioned<Model>);
    using member = managed_member<Model, table_checks::managed_names<Model>::version>;
    using attribute = typename member::attribute;
    using number_type = typename member::value_type;

 public:
    explicit expected_version(const Model& object) {
        const auto& version = member::in(object);
        if constexpr (std::is_same_v<typename member::type, number_type>) {
            if (version != 0) number_ = version;
        } else {
            number_ = version;
        }
    }

    /// Nothing for a new object.
    [[nodiscard]] const std::optional<number_type>& number() const noexcept { return number_; }

    /// Calls `f` with the clause that says `(user AND version)`, or only `version`.
    template <class F, class... User>
    auto with_condition(const F& f, const User&... user) const {
        using namespace expression;
        if (number_)
            return with_joined(
                f,
                comparison_node<" = ", attribute, literal<number_type>>({}, literal<number_type>(*number_)),
                user...);
        return with_joined(f, test_node<"attribute_not_exists", attribute>(attribute{}), user...);
    }

 private:
    std::optional<number_type> number_{};
};

/// Calls `f` with the condition of a write of `object`: the user's clause if there is one and, unless
/// `ignored`, that the version is the object's; with nothing if there is neither.
template <class Model, class F, class... User>
auto with_version_condition(const Model& object, bool ignored, const F& f, const User&... user) {
    if constexpr (is_versioned<Model>)
        if (!ignored) return expected_version<Model>(object).with_condition(f, user...);
    return f(user...);
}

}  // namespace dynaco
