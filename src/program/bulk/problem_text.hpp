#pragma once

#include <dynaco/errors.hpp>

#include <string>

namespace dynaco::program {

/// One line about a failure of a bulk command. A problem with a file or an option has no endpoint and no
/// request, so only its details are shown.
[[nodiscard]] inline std::string problem_text(const failure& why) {
    const std::string& detail = why.diagnostics().detail;
    switch (why.cause()) {
        case errc::invalid_argument:
        case errc::invalid_value:
        case errc::file_failed:
        case errc::malformed_file: return detail.empty() ? why.text() : detail;
        default: return why.text();
    }
}

}  // namespace dynaco::program
