#pragma once

#include <dynaco/detail/core/requirements.hpp>

#include <string_view>

namespace dynaco {

/// The version of the headers that a source file is compiled with. Versions follow Semantic Versioning
/// (semver.org). Before 1.0.0, each minor version may change the API and the ABI; a patch version changes
/// neither.
struct version {
    static constexpr int major = 0;  ///< Grows with changes that break the API or the ABI.
    static constexpr int minor = 1;  ///< Grows with additions; before 1.0.0 also with breaking changes.
    static constexpr int patch = 0;  ///< Grows with corrections.
    static constexpr std::string_view text = "0.1.0";  ///< The three numbers, separated by dots.
};

/// Returns the version of the library that the program is linked with, such as "0.1.0". If it is not
/// `version::text`, the program was compiled with the headers of another version. The text is static and ends
/// with a NUL. Thread-safe.
[[nodiscard]] std::string_view library_version() noexcept;

}  // namespace dynaco
