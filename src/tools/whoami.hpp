#pragma once

#include <iosfwd>
#include <string>

namespace dynaco::tools {

/// The command-line options of `dynaco whoami`.
struct whoami_options {
    std::string profile{};
    std::string region{};
    std::string endpoint{};
    bool load = true;  ///< Also load the credentials.
};

/// Prints to `out` which profile, region, endpoint and credentials a client on this machine would use. Prints
/// to `errors` which of them are wrong.
/// @returns the exit status: 0, or 1 if something is wrong.
[[nodiscard]] int whoami(const whoami_options& given, std::ostream& out, std::ostream& errors);

}  // namespace dynaco::tools
