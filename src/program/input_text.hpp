#pragma once

#include <string>

namespace dynaco::program {

/// Reads a whole file; "-" is standard input.
/// @throws error  errc::file_failed
[[nodiscard]] std::string read_input(const std::string& path);

}  // namespace dynaco::program
