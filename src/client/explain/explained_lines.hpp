#pragma once

#include "client/configuration/configuration.hpp"
#include "identity/chain/plan.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/observing.hpp>

#include <chrono>
#include <string>
#include <string_view>

// The lines of an identity_report, made of what was found. Pure, but for the shared files, which are looked
// for.
namespace dynaco::detail {

/// What is wrong.
[[nodiscard]] identity_line wrong_line(std::string what, const failure& why);

/// The profile and the shared files.
void add_profile(identity_report& report, const identity::settings& configured, identity::file_access& files);

/// Region, endpoints and account. `region` and the account of `keys` are what is known after loading; empty
/// if not. Without `keys`, nobody was asked for the account.
void add_endpoints(identity_report& report, const resolved_client& configured,
                   const identity::setting& region, const credentials* keys);

/// Which source was chosen, and which were passed over.
void add_plan(identity_report& report, const identity::credentials_plan& plan);

/// Keys that were loaded at `now`.
void add_keys(identity_report& report, const credentials& keys, std::chrono::system_clock::time_point now);

/// "AKIA...MPLE"; of a short one nothing.
[[nodiscard]] std::string shortened(std::string_view access_key_id);

}  // namespace dynaco::detail
