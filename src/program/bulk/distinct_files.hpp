#pragma once

#include <span>
#include <string>

namespace dynaco::program {

/// A file that a command reads or writes, and the option or argument that names it.
struct named_file {
    std::string option{};  ///< "FILE", "--rejects".
    std::string path{};    ///< Empty or "-": not a file.
};

/// The path that a file has, however it is named: absolute and without links. The file need not exist. "-"
/// stays.
[[nodiscard]] std::string unique_path(const std::string& path);

/// Checks that no two of them are the same file, even with different names or through links: one would
/// destroy the other.
/// @throws usage_error  two of them are the same; the text says which ones
void refuse_same_files(std::span<const named_file> files);

}  // namespace dynaco::program
