#include "program/bulk/distinct_files.hpp"

#include "program/command.hpp"

#include <filesystem>
#include <system_error>

namespace dynaco::program {
namespace {

namespace fs = std::filesystem;

bool is_same_file(const std::string& a, const std::string& b) {
    std::error_code ignored;
    if (fs::equivalent(a, b, ignored) && !ignored) return true;
    return unique_path(a) == unique_path(b);
}

bool is_file(const named_file& of) {
    if (of.path.empty() || of.path == "-") return false;
    std::error_code ignored;
    const fs::file_status found = fs::status(of.path, ignored);
    return fs::is_regular_file(found) || !fs::exists(found);  // devices and pipes may be named twice
}

}  // namespace

std::string unique_path(const std::string& path) {
    if (path == "-") return path;
    std::error_code code;
    // weakly_canonical leaves "x" relative if the file does not exist, and makes "./x" absolute.
    const fs::path found = fs::weakly_canonical(fs::absolute(path, code), code);
    return code ? path : found.string();
}

void refuse_same_files(std::span<const named_file> files) {
    for (std::size_t i = 0; i < files.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (is_file(files[i]) && is_file(files[k]) && is_same_file(files[i].path, files[k].path))
                throw usage_error(files[k].option + " and " + files[i].option + " are the same file, " +
                                  files[i].path + "; nothing was read or written");
}

}  // namespace dynaco::program
