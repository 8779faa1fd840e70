#pragma once

#include "identity/chain/plan.hpp"
#include "identity/machine/machine.hpp"
#include "identity/source/source.hpp"

#include <dynaco/credentials.hpp>

#include <cstdint>
#include <memory>

namespace dynaco::identity {

/// Which sources are asked.
enum class credentials_scope : std::uint8_t {
    all_sources,   ///< See `default_credentials`.
    profile_only,  ///< See `profile_credentials`.
};

/// A plan that can be carried out once.
struct planned_source {
    credentials_plan plan{};
    std::shared_ptr<credentials_source> source{};
};

/// Reads the shared files, unless the environment has keys, and chooses. Fails as `plan_credentials` and
/// `load_settings` do; errc::missing_credentials if no source is configured: of each, why.
[[nodiscard]] result<planned_source> plan_source(const default_credentials_options& options,
                                                 credentials_scope scope, const machine& machine);

/// What became of a load from a plan's source: names the profile in what was loaded, and where instance
/// metadata were the last resort, lists all sources in the failure.
[[nodiscard]] result<loaded_credentials> with_plan(result<loaded_credentials> loaded,
                                                   const credentials_plan& plan);

/// Plans anew at each load, and loads.
[[nodiscard]] std::shared_ptr<credentials_source> default_source(
    const default_credentials_options& options, machine machine,
    credentials_scope scope = credentials_scope::all_sources);

}  // namespace dynaco::identity
