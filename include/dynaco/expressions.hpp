#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/expression/attribute.hpp>
#include <dynaco/detail/expression/clause.hpp>
#include <dynaco/detail/expression/condition.hpp>
#include <dynaco/detail/expression/derived.hpp>
#include <dynaco/detail/expression/erased_condition.hpp>
#include <dynaco/detail/expression/key_condition.hpp>
#include <dynaco/detail/expression/logical.hpp>
#include <dynaco/detail/expression/path_projection.hpp>
#include <dynaco/detail/expression/readable_sink.hpp>
#include <dynaco/detail/expression/recorded.hpp>
#include <dynaco/detail/expression/update.hpp>
#include <dynaco/detail/expression/update_check.hpp>
#include <dynaco/detail/expression/update_clause.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <iosfwd>
#include <ranges>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynaco {

inline namespace literals {

/// `"path"_a`: an attribute of the model with which the expression is used. The path is checked against the
/// model at compile time, where the expression is used.
template <fixed_string Path>
constexpr const detail::expression::static_attribute<Path>& operator""_a() noexcept {
    return detail::expression::attribute_constant<Path>;
}

}  // namespace literals

/// Returns an attribute by a path that is known only at run time. The grammar is that of the literal `""_a`:
/// `"labels.'a.b'[0]"`. A path that does not follow it causes errc::invalid_argument when the request is
/// made. Types are checked by DynamoDB only.
[[nodiscard]] inline detail::expression::runtime_attribute attribute(std::string path) {
    return detail::expression::runtime_attribute(std::move(path));
}

/// Returns an attribute by the steps of its path, names and indexes, which need no quotes:
/// `attribute_path("labels", "a.b", 0, "c")`. Types are checked by DynamoDB only.
template <class... Step>
    requires((std::integral<Step> || std::convertible_to<const Step&, std::string_view>)&&...)
[[nodiscard]] detail::expression::runtime_attribute attribute_path(std::string_view first,
                                                                   const Step&... rest) {
    std::string path;
    detail::expression::append_name(path, first);
    [[maybe_unused]] const auto append = [&path]<class T>(const T& step) {
        if constexpr (std::integral<T>)
            detail::expression::append_index(path, static_cast<long long>(step));
        else
            detail::expression::append_name(path, step);
    };
    (append(rest), ...);
    return detail::expression::runtime_attribute(std::move(path));
}

/// Makes a write conditional: `save(account, when("account_id"_a.not_exists()))`. If the condition does not
/// hold, the write throws errc::conditional_check_failed; a `try_` call returns a false verdict. An empty
/// `condition_of` causes errc::invalid_argument, before any I/O.
template <detail::expression::condition_node E>
[[nodiscard]] constexpr auto when(E condition) {
    return detail::expression::condition_clause<E>(std::move(condition));
}

/// Leaves items out of the result of a query or scan. DynamoDB reads and bills these items anyway. An empty
/// `condition_of` filters nothing. The filter of a query cannot use the keys of the table or index that is
/// queried: that does not compile; in a `condition_of` DynamoDB refuses it.
template <detail::expression::condition_node E>
[[nodiscard]] constexpr auto filter(E condition) {
    return detail::expression::filter_clause<E>(std::move(condition));
}

/// Does not compile: an attribute alone is not a condition. The compiler's message says what to write.
template <detail::expression::tested_attribute A>
constexpr auto when(const A& attribute) {
    detail::expression::refuse_as_condition<A>();
    return when(attribute.exists());
}
/// Does not compile: an attribute alone is not a condition. The compiler's message says what to write.
template <detail::expression::tested_attribute A>
constexpr auto filter(const A& attribute) {
    detail::expression::refuse_as_condition<A>();
    return filter(attribute.exists());
}

/// A condition on `Model` that is put together at run time.
///
///     dynaco::condition_of<Account> wanted;
///     if (least) wanted.and_also("balance"_a >= *least);
///     for (const auto& word : words) wanted.and_also("name"_a.contains(word));
///     auto found = accounts.scan(dynaco::filter(wanted));
///
/// It is made from any condition. The condition is checked against the model at compile time, and its
/// operands are encoded when it is added, so this object refers to nothing. Copies are cheap. It can be used
/// like any other condition, and joined with others by &&, || and !.
///
/// An empty one that is joined with another condition results in the other condition. `!` leaves it empty. As
/// a `filter()` it has no effect. As a `when()` it causes errc::invalid_argument before any I/O, so that a
/// write is not sent without its condition.
///
/// A value that cannot be written (an empty set, NaN) is an error when the request is made, before any I/O.
template <class Model>
class condition_of : public detail::expression::condition_tag {
 public:
    using erased_model = Model;               ///< The model.
    static constexpr bool is_static = false;  ///< False: its text is known only at run time.

    /// An empty condition.
    condition_of() noexcept = default;
    /// The condition `condition`, checked against `Model` at compile time. Its operands are copied.
    template <detail::expression::typed_condition E>
    condition_of(const E& condition) {  // NOLINT(google-explicit-constructor)
        constexpr bool sound = E::template check<Model>();
        if constexpr (sound) tree_ = detail::expression::tree_of<Model>(condition);
    }

    /// Changes this condition to `*this && condition` and returns it.
    template <detail::expression::condition_node E>
    condition_of& and_also(const E& condition) {
        return join(detail::expression::junction::all, condition);
    }
    /// Changes this condition to `*this || condition` and returns it.
    template <detail::expression::condition_node E>
    condition_of& or_else(const E& condition) {
        return join(detail::expression::junction::any, condition);
    }
    /// True if it has no condition.
    [[nodiscard]] bool empty() const noexcept { return tree_.empty(); }

    /// The negation of the condition; empty if it is empty.
    [[nodiscard]] friend condition_of operator!(condition_of c) {
        c.tree_.negate();
        return c;
    }

    /// For the library: checks that `Other` is `Model`. Does not compile otherwise.
    template <class Other>
    static consteval bool check() {
        constexpr bool same = std::is_same_v<Other, Model>;
        if constexpr (!same)
            static_assert(detail::expression::condition_is_of_the_model<Model, Other>,
                          "dynaco: the condition_of is for another model (see "
                          "condition_is_of_the_model<ConditionOf, Model> in this message)");
        return same;
    }
    /// For the library: writes the condition into `sink`; an empty one causes errc::invalid_argument.
    template <class Sink>
    static constexpr void lower(Sink& sink, const condition_of* self) {
        if (!self) return;
        if (self->empty())
            sink.fail(errc::invalid_argument, "the condition_of is empty, but a condition is needed");
        else
            sink.replay(self->tree_);
    }

 private:
    template <class E>
    condition_of& join(detail::expression::junction how, const E& condition) {
        if constexpr (detail::expression::typed_condition<E>) {
            tree_.join(how, condition_of(condition).tree_);
        } else {
            constexpr bool same = E::template check<Model>();
            if constexpr (same) tree_.join(how, condition.tree_);
        }
        return *this;
    }

    detail::expression::condition_tree tree_;
};

/// A condition on the range key that is chosen at run time, for the second argument of a query. `Keys` is the
/// model, or the struct of the index, that is queried. A condition on anything else does not compile.
///
///     dynaco::key_condition_of<Order> which;  // empty: every range key
///     if (since) which = "item_id"_a >= *since;
///     auto found = orders.query("order-1", which);
template <class Keys>
class key_condition_of : public detail::expression::condition_tag {
 public:
    static constexpr bool is_static = false;  ///< False: its text is known only at run time.
    using keys = Keys;                        ///< The model or index struct.

    /// An empty condition: every range key.
    key_condition_of() noexcept = default;
    /// The condition `condition` on the range key, checked at compile time. Its operands are copied.
    template <detail::expression::typed_condition E>
    key_condition_of(const E& condition) {  // NOLINT(google-explicit-constructor)
        constexpr bool sound = detail::expression::check_key_condition<Keys, E>();
        if constexpr (sound) condition_ = detail::expression::recorded<Keys>(condition);
    }
    /// True if it has no condition.
    [[nodiscard]] bool empty() const noexcept { return condition_.empty(); }

    /// Does not compile: it cannot be used as a filter or as the condition of a write.
    template <class Model>
    static consteval bool check() {
        static_assert(detail::expression::condition_is_for_filters<key_condition_of, Model>,
                      "dynaco: a key_condition_of can be used only as the key condition of a query (see "
                      "condition_is_for_filters<Condition, Model> in this message)");
        return false;
    }
    /// For the library: writes the condition into `sink`.
    template <class Sink>
    static constexpr void lower(Sink& sink, const key_condition_of* self) {
        if (self) sink.replay(self->condition_);
    }

 private:
    detail::expression::recording condition_;
};

/// Update actions on `Model` that are collected at run time. Pass it to `update` like a single action.
///
///     dynaco::updates_of<Account> changes;
///     for (const auto& [label, text] : labels) changes.add("labels"_a[label].set(text));
///     co_await accounts.update("1", changes, "changes"_a.add(1));
///
/// Each action is checked against the model at compile time and encoded when it is added, so the list refers
/// to nothing. An update without any action causes errc::invalid_argument before any I/O. A value that cannot
/// be written is an error when the request is made, before any I/O.
template <class Model>
class updates_of : public detail::expression::action_tag {
 public:
    static constexpr bool is_static = false;  ///< False: its text is known only at run time.

    /// Adds actions and returns the list. Add all actions on the members of a composed attribute in one call:
    /// the attribute is set from their values.
    template <detail::expression::update_action... Action>
        requires(sizeof...(Action) > 0)
    updates_of& add(const Action&... action) {
        if constexpr ((is_sound<Action>() && ...)) {
            (append(action), ...);
            const auto derived =
                detail::expression::derived_actions<Model>(detail::expression::unknown_key{}, action...);
            std::apply([this](const auto&... each) { (this->append(each), ...); }, derived);
        }
        return *this;
    }
    /// True if it has no actions.
    [[nodiscard]] bool empty() const noexcept { return actions_.empty(); }
    /// The number of actions, including those that set composed attributes.
    [[nodiscard]] std::size_t size() const noexcept { return actions_.size(); }

    /// True if one of the actions (SET or ADD) leaves a value in the attribute of this member, even if it had
    /// none before.
    [[nodiscard]] bool makes(std::string_view member) const noexcept {
        return std::ranges::find(made_, member) != made_.end();
    }

    /// An action with its encoded operands.
    struct recorded_action {
        detail::expression::update_section section;  ///< SET, REMOVE, ADD or DELETE.
        detail::expression::recording text;          ///< Its text and operands.
    };
    /// The actions, in the order in which they were added. The reference is valid until the list changes.
    [[nodiscard]] const std::vector<recorded_action>& actions() const noexcept { return actions_; }

    /// For the library: checks that `Other` is `Model`. Does not compile otherwise.
    template <class Other>
    static consteval bool check() {
        constexpr bool same = std::is_same_v<Other, Model>;
        if constexpr (!same)
            static_assert(detail::expression::updates_are_of_the_model<Model, Other>,
                          "dynaco: the updates_of is for another model (see "
                          "updates_are_of_the_model<UpdatesOf, Model> in this message)");
        return same;
    }

 private:
    template <class Action>
    static consteval bool is_sound() {
        return detail::expression::check_changes_no_key<Model, Action>() &&
               detail::expression::check_changes_nothing_composed<Model, Action>() &&
               detail::expression::check_changes_nothing_managed<Model, Action>() &&
               detail::expression::check_leaves_created_at<Model, Action>() &&
               Action::template check<Model>();
    }

    template <class Action>
    void append(const Action& action) {
        if constexpr (std::is_same_v<Action, updates_of>) {
            const auto more = action.actions_;  // a copy: it may be this list
            actions_.insert(actions_.end(), more.begin(), more.end());
            const auto made = action.made_;
            made_.insert(made_.end(), made.begin(), made.end());
        } else {
            const detail::expression::update_section section = detail::expression::section_of(&action);
            actions_.push_back({section, detail::expression::recorded<Model>(action)});
            constexpr std::string_view member = detail::expression::changed_attribute<Action>();
            if (!member.empty() && (section == detail::expression::update_section::set ||
                                    section == detail::expression::update_section::add))
                made_.push_back(member);
        }
    }

    std::vector<recorded_action> actions_;
    std::vector<std::string_view> made_{};  // static names
};

/// Returns a condition as text for a log: `balance >= 100` for `"balance"_a >= 100`. An empty `condition_of`
/// is "". The text contains the operands: do not log conditions on secrets.
template <detail::expression::condition_node E>
[[nodiscard]] std::string to_string(const E& condition) {
    if constexpr (requires { condition.empty(); })
        if (condition.empty()) return {};
    detail::expression::readable_sink target;
    detail::expression::model_sink<value> sink(target);  // writes names as they are spelled
    E::lower(sink, &condition);
    return target.take();
}
/// Returns an update action, or a list of actions, as text for a log: `SET balance = balance + 1`. An empty
/// list is "". The text contains the operands: do not log updates with secrets.
template <detail::expression::update_action A>
[[nodiscard]] std::string to_string(const A& action) {
    if constexpr (requires { action.empty(); })
        if (action.empty()) return {};
    detail::expression::readable_sink target;
    detail::expression::model_sink<value> sink(target);
    const detail::expression::update_clause<A> clause(action);
    clause.template lower<value>(sink, &clause);
    return target.take();
}

namespace detail::expression {

/// Prints a condition or an update action as `to_string` does. The text contains the operands.
template <class E>
    requires(condition_node<E> || update_action<E>)
std::ostream& operator<<(std::ostream& out, const E& node) { return print(out, to_string(node)); }

}  // namespace detail::expression
/// Selects the attributes to read from the items of a `table<item>`: `events.get("1", project("name",
/// "address.city", "tags[0]"))`. An invalid path causes errc::invalid_argument when the request is made.
template <class... Path>
    requires(std::convertible_to<Path, std::string_view>&&...)
[[nodiscard]] detail::expression::path_projection project(Path&&... path) {
    static_assert(sizeof...(Path) > 0, "dynaco: project() needs at least one path");
    std::vector<detail::expression::runtime_attribute> paths;
    (paths.push_back(attribute(std::string(std::string_view(path)))), ...);
    return detail::expression::path_projection(std::move(paths));
}
/// Selects the attributes to read from the items of a `table<item>`, given as a range of paths:
/// `project(columns)`. An empty range, and an invalid path, are errc::invalid_argument when the request is
/// made.
template <std::ranges::input_range Paths>
    requires(!std::convertible_to<Paths, std::string_view> &&
             std::convertible_to<std::ranges::range_reference_t<Paths>, std::string_view>)
[[nodiscard]] detail::expression::path_projection project(Paths&& paths) {
    std::vector<detail::expression::runtime_attribute> all;
    for (const std::string_view each : paths) all.push_back(attribute(std::string(each)));
    return detail::expression::path_projection(std::move(all));
}

}  // namespace dynaco
