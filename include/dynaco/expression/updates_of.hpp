#pragma once

#include <dynaco/expression/condition_of.hpp>
#include <dynaco/expression/derived.hpp>
#include <dynaco/expression/update_clause.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

namespace dynaco {
namespace expression {

template <class UpdatesOf, class Model>
inline constexpr bool updates_are_of_the_model = false;

}  // namespace expression

/// Update actions on `Model` that are collected at run time, an argument of `update` like a single action.
///
///     dynaco::updates_of<Account> changes;
///     for (const auto& [label, text] : labels) changes.add("labels"_a[label].set(text));
///     co_await accounts.update("1", changes, "changes"_a.add(1));
///
/// Each is checked against the model and encoded when it is added: the list refers to nothing. An update
/// without any action is errc::invalid_argument, before any I/O; so is, then, what cannot be written.
template <class Model>
class updates_of : public expression::action_tag {
 public:
    static constexpr bool is_static = false;

    /// Adds actions. Those that change the members of one composed attribute are added together: it is set
    /// from their values.
    template <expression::update_action... Action>
        requires(sizeof...(Action) > 0)
    updates_of& add(const Action&... action) {
        if constexpr ((is_sound<Action>() && ...)) {
            (append(action), ...);
            const auto derived = expression::derived_actions<Model>(expression::unknown_key{}, action...);
            std::apply([this](const auto&... each) { (this->append(each), ...); }, derived);
        }
        return *this;
    }
    [[nodiscard]] bool empty() const noexcept { return actions_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return actions_.size(); }

    /// True if one of the actions leaves a value in the attribute of this member, whether or not there was
    /// one.
    [[nodiscard]] bool makes(std::string_view member) const noexcept {
        return std::ranges::find(made_, member) != made_.end();
    }

    /// An action as it is kept.
    struct recorded_action {
        expression::update_section section;
        expression::recording text;
    };
    [[nodiscard]] const std::vector<recorded_action>& actions() const noexcept { return actions_; }

    template <class Other>
    static consteval bool check() {
        constexpr bool same = std::is_same_v<Other, Model>;
        if constexpr (!same)
            static_assert(
                expression::updates_are_of_the_model<Model, Other>,
                "dynaco: updates_of another model (see updates_are_of_the_model<UpdatesOf, Model> in "
                "this message)");
        return same;
    }

 private:
    template <class Action>
    static consteval bool is_sound() {
        return expression::check_changes_no_key<Model, Action>() &&
               expression::check_changes_nothing_composed<Model, Action>() &&
               expression::check_changes_nothing_managed<Model, Action>() &&
               expression::check_leaves_created_at<Model, Action>() && Action::template check<Model>();
    }

    template <class Action>
    void append(const Action& action) {
        if constexpr (std::is_same_v<Action, updates_of>) {
            const auto more = action.actions_;  // it may be this very list
            actions_.insert(actions_.end(), more.begin(), more.end());
            const auto made = action.made_;
            made_.insert(made_.end(), made.begin(), made.end());
        } else {
            const expression::update_section section = expression::section_of(&action);
            actions_.push_back({section, expression::detail::recorded<Model>(action)});
            constexpr std::string_view member = expression::changed_attribute<Action>();
            if (!member.empty() &&
                (section == expression::update_section::set || section == expression::update_section::add))
                made_.push_back(member);
        }
    }

    std::vector<recorded_action> actions_;
    std::vector<std::string_view> made_{};  // static names
};

}  // namespace dynaco
