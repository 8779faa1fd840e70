#pragma once

#include <dynaco/expression/update.hpp>
#include <dynaco/table/managed.hpp>
#include <dynaco/table/options.hpp>

#include <limits>
#include <optional>
#include <string_view>
#include <tuple>

namespace dynaco {

/// The version of an item that is known by its key only: `ADD version 1`, which never lowers it.
struct unknown_version {
    template <class Model>
    static auto count_up() {
        return
            typename managed_member<Model, table_checks::managed_names<Model>::version>::attribute{}.add(1);
    }
};

/// `SET version = next` where the condition of the update says what is stored: that may be a NULL, to which
/// nothing can be added. `ADD version 1` where the version is ignored.
template <class Model>
class set_version : public expression::action_tag {
    using member = managed_member<Model, table_checks::managed_names<Model>::version>;
    using number_type = typename member::value_type;
    using set_action = expression::set_node<typename member::attribute, expression::literal<number_type>>;
    using add_action = decltype(unknown_version::count_up<Model>());

 public:
    static constexpr auto section = expression::update_section::set;
    static constexpr bool is_static = true;
    static constexpr bool may_remove = true;  // its section is not always the same

    set_version(const Model& object, bool ignored)
        : set_(typename member::attribute{}, expression::literal<number_type>(next_of(object))),
          ignored_(ignored) {}

    static constexpr expression::update_section section_of(const set_version* self) {
        return self && self->ignored_ ? expression::update_section::add : section;
    }
    template <class>
    static consteval bool check() {
        return true;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const set_version* self) {
        if (section_of(self) == expression::update_section::add)
            return add_action::lower(sink, self ? &self->add_ : nullptr);
        set_action::lower(sink, self ? &self->set_ : nullptr);
    }

 private:
    // Where it cannot be counted up, `version_overflow` refuses the update.
    static number_type next_of(const Model& object) {
        const number_type old = expected_version<Model>(object).number().value_or(number_type{});
        return old == std::numeric_limits<number_type>::max() ? old : static_cast<number_type>(old + 1);
    }

    set_action set_;
    add_action add_ = unknown_version::count_up<Model>();
    bool ignored_;
};

/// The version of an item that is known by an object. Refers to it.
template <class Model>
class known_version {
 public:
    known_version(const Model& object, const write_options& options) noexcept
        : object_(object), ignored_(options.ignore_version) {}
    template <class>
    [[nodiscard]] auto count_up() const {
        return set_version<Model>(object_, ignored_);
    }

 private:
    const Model& object_;
    bool ignored_;
};

/// What an update adds to the user's actions: it counts up `version`, `SET updated_at = now`, and `SET
/// created_at = if_not_exists(created_at, now)` unless `Sets_created_at`: the user's own actions do. A tuple.
template <class Model, bool Sets_created_at = false, class Version = unknown_version>
auto managed_actions([[maybe_unused]] wall_time now, [[maybe_unused]] const Version& version = {}) {
    using namespace expression;
    using names = table_checks::managed_names<Model>;
    const auto updated = [&] {
        if constexpr (has_updated_at<Model>) {
            using member = managed_member<Model, names::updated_at>;
            return std::tuple(typename member::attribute{}.set(time_of<typename member::value_type>(now)));
        } else {
            return std::tuple<>();
        }
    }();
    const auto created = [&] {
        if constexpr (has_created_at<Model> && !Sets_created_at) {
            using member = managed_member<Model, names::created_at>;
            const typename member::attribute path{};
            return std::tuple(path.set(path.if_not_exists(time_of<typename member::value_type>(now))));
        } else {
            return std::tuple<>();
        }
    }();
    const auto counted = [&] {
        if constexpr (is_versioned<Model>) {
            return std::tuple(version.template count_up<Model>());
        } else {
            return std::tuple<>();
        }
    }();
    return std::tuple_cat(updated, created, counted);
}

}  // namespace dynaco
