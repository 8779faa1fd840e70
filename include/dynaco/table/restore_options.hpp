#pragma once

#include <dynaco/operations/restore_overrides.hpp>
#include <dynaco/table/wait_options.hpp>

#include <chrono>
#include <optional>
#include <type_traits>

namespace dynaco {

struct restore_options {
    /// The moment to restore to; nothing: the latest possible, about five minutes ago. Not for backups.
    std::optional<std::chrono::system_clock::time_point> time{};
    restore_overrides overrides{};
    table_wait_options wait{.timeout = std::chrono::hours(6),
                            .progress = {}};  ///< Restoring takes minutes to hours.
};
static_assert(std::is_trivially_copyable_v<restore_options>);

}  // namespace dynaco
