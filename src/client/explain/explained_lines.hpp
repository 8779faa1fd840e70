#pragma once

#include "client/configuration/configuration.hpp"
#include "identity/chain/plan.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/observing.hpp>

#include <chrono>
#include <string>
#include <string_view>

// Makes the lines of an identity_report. Pure, except that `add_profile` reads the shared files.
namespace dynaco::detail {

/// Makes a line that reports an error.
[[nodiscard]] identity_line wrong_line(std::string what, const failure& why);

/// Adds the lines about the profile and the shared files.
void add_profile(identity_report& report, const identity::settings& configured, identity::file_access& files);

/// Adds the lines about region, endpoints and account. `region` and the account of `keys` are empty if they
/// are not known after loading. `keys` is null if no credentials were loaded.
void add_endpoints(identity_report& report, const resolved_client& configured,
                   const identity::setting& region, const credentials* keys);

/// Adds the lines about the chosen source and the skipped ones.
void add_plan(identity_report& report, const identity::credentials_plan& plan);

/// Adds the lines about credentials that were loaded at `now`.
void add_keys(identity_report& report, const credentials& keys, std::chrono::system_clock::time_point now);

/// Returns the first and last four characters: "AKIA...MPLE". An id of fewer than 12 characters becomes
/// "***".
[[nodiscard]] std::string shortened(std::string_view access_key_id);

}  // namespace dynaco::detail
