#pragma once

#include <iosfwd>
#include <string>

namespace dynaco::tools {

/// What `dynaco whoami` was given.
struct whoami_options {
    std::string profile{};
    std::string region{};
    std::string endpoint{};
    bool load = true;  ///< Ask for the credentials, too.
};

/// Prints who a client on this machine would be to `out`, and to `errors` what is wrong with that.
/// @returns the exit status: 0, or 1 if something is wrong.
[[nodiscard]] int whoami(const whoami_options& given, std::ostream& out, std::ostream& errors);

}  // namespace dynaco::tools
