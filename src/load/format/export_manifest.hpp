#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// One data file of an S3 export.
struct export_file {
    std::string path{};       ///< Where it is now.
    std::string md5{};        ///< The MD5 of the compressed file, as base64.
    std::uint64_t items = 0;  ///< The number of its records.
};

/// An S3 export, as its manifests describe it.
struct export_manifest {
    bool ion = false;  ///< The data files are Ion text.
    std::vector<export_file> files{};
};

/// The path of manifest-summary.json if `path` is this file, the folder of an export, or a folder above
/// AWSDynamoDB/ with one export. Nothing: not an export.
/// @throws error  errc::malformed_file: there are several exports
[[nodiscard]] std::optional<std::string> find_export(const std::string& path);

/// Reads the manifests, compares them with their MD5 files if they exist, and finds the data files.
/// @throws error  errc::file_failed; errc::malformed_file: a manifest is damaged, counts do not add up, or a
/// data file is missing
[[nodiscard]] export_manifest read_manifest(const std::string& summary_path);

/// A line of manifest-files.json.
struct manifest_line {
    std::string key{};  ///< dataFileS3Key
    std::string md5{};
    std::uint64_t items = 0;
};
/// Reads manifest-files.json. @throws error  errc::malformed_file, with the line
[[nodiscard]] std::vector<manifest_line> manifest_lines(std::string_view text, const std::string& name);

}  // namespace dynaco::loading
