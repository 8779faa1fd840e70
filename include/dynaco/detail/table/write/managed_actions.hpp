#pragma once

#include <dynaco/detail/expression/update.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/detail/table/write/managed.hpp>

#include <string_view>
#include <tuple>

namespace dynaco::detail {

/// The version of an item that is known only by its key: `ADD version 1`, which never lowers it.
struct unknown_version {
    template <class Model>
    static auto count_up() {
        return
            typename managed_member<Model, table_checks::managed_names<Model>::version>::attribute{}.add(1);
    }
};

/// `ADD version 1` for the version of an object. `SET version = 1` if the object has no version yet, which
/// the condition of the update checks: a NULL may be stored, and DynamoDB cannot add to a NULL.
template <class Model>
class count_version : public expression::action_tag {
    using member = managed_member<Model, table_checks::managed_names<Model>::version>;
    using number_type = typename member::value_type;
    using set_action = expression::set_node<typename member::attribute, expression::literal<number_type>>;
    using add_action = decltype(unknown_version::count_up<Model>());

 public:
    static constexpr auto section = expression::update_section::add;
    static constexpr bool is_static = true;
    static constexpr bool may_vary = true;

    explicit count_version(bool is_first) : is_first_(is_first) {}

    static constexpr expression::update_section section_of(const count_version* self) {
        return self && self->is_first_ ? expression::update_section::set : section;
    }
    template <class>
    static consteval bool check() {
        return true;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const count_version* self) {
        if (section_of(self) == expression::update_section::set) return set_action::lower(sink, &self->set_);
        add_action::lower(sink, self ? &self->add_ : nullptr);
    }

 private:
    set_action set_{typename member::attribute{}, expression::literal<number_type>(number_type{1})};
    add_action add_ = unknown_version::count_up<Model>();
    bool is_first_;
};

/// The version of an item whose object is known. Refers to the object.
template <class Model>
class known_version {
 public:
    known_version(const Model& object, const write_options& options) noexcept
        : object_(object), ignored_(options.ignore_version) {}
    template <class>
    [[nodiscard]] auto count_up() const {
        return count_version<Model>(!ignored_ && !expected_version<Model>(object_).is_counted());
    }

 private:
    const Model& object_;
    bool ignored_;
};

/// A tuple of the actions that an update adds to the user's: increment `version`, `SET updated_at = now`, and
/// `SET created_at = if_not_exists(created_at, now)` unless `Sets_created_at`, because the user's actions set
/// it.
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

}  // namespace dynaco::detail
