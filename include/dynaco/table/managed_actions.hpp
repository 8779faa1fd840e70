#pragma once

#include <dynaco/expression/update.hpp>
#include <dynaco/table/managed.hpp>

#include <string_view>
#include <tuple>

namespace dynaco {

/// What an update adds to the user's actions: `ADD version 1`, which never lowers a stored version, `SET
/// updated_at = now`, and `SET created_at = if_not_exists(created_at, now)` unless `Sets_created_at`: the
/// user's own actions do. A tuple.
template <class Model, bool Sets_created_at = false>
auto managed_actions([[maybe_unused]] wall_time now) {
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
    const auto counted = [] {
        if constexpr (is_versioned<Model>) {
            return std::tuple(typename managed_member<Model, names::version>::attribute{}.add(1));
        } else {
            return std::tuple<>();
        }
    }();
    return std::tuple_cat(updated, created, counted);
}

}  // namespace dynaco
