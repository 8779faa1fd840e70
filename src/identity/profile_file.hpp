#pragma once

#include "identity/profile_section_name.hpp"
#include "identity/profile_set.hpp"

#include <dynaco/core/result.hpp>

#include <string>
#include <string_view>

namespace dynaco::identity {

/// Reads one shared file (AWS SDKs and Tools Reference, "Format of the config file"). `path` is for messages.
/// Names that are not valid and sections that do not belong in the file are ignored; whatever else breaks the
/// grammar is errc::invalid_configuration with path, line and remedy, and without what the line says: it may
/// be a secret.
[[nodiscard]] result<profile_set> parse_profile_file(std::string_view text, profile_file_kind kind,
                                                     const std::string& path);

/// Both files as one: of a property that a profile has in both, the credentials file's counts.
[[nodiscard]] profile_set merge_profile_files(profile_set config, profile_set credentials);

}  // namespace dynaco::identity
