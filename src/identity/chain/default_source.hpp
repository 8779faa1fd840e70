#pragma once

#include "identity/chain/plan.hpp"
#include "identity/machine/machine.hpp"
#include "identity/source/source.hpp"

#include <dynaco/credentials.hpp>

#include <cstdint>
#include <memory>

namespace dynaco::identity {

/// The sources that are used.
enum class credentials_scope : std::uint8_t {
    all_sources,   ///< All sources, see `default_credentials`.
    profile_only,  ///< Only the profile, see `profile_credentials`.
};

/// A plan and the source that it chose.
struct planned_source {
    credentials_plan plan{};
    std::shared_ptr<credentials_source> source{};
};

/// Chooses a source. The shared files are read only if the environment has no keys.
///
/// Fails with the errors of `plan_credentials` and `load_settings`; errc::missing_credentials: no source
/// is configured (the detail gives the reason for each source).
[[nodiscard]] result<planned_source> plan_source(const default_credentials_options& options,
                                                 credentials_scope scope, const machine& machine);

/// Completes the result of a load from a plan's source. Credentials: the name of the chosen source is added
/// to their origin. A failure when instance metadata was the last source left: all skipped sources are listed
/// in it.
[[nodiscard]] result<loaded_credentials> with_plan(result<loaded_credentials> loaded,
                                                   const credentials_plan& plan);

/// A source that makes a new plan at each load and loads from the source that the plan chooses.
[[nodiscard]] std::shared_ptr<credentials_source> default_source(
    const default_credentials_options& options, machine machine,
    credentials_scope scope = credentials_scope::all_sources);

}  // namespace dynaco::identity
