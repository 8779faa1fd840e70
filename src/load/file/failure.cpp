#include "load/file/failure.hpp"

#include <cerrno>
#include <system_error>

namespace dynaco::loading {
namespace {

std::string_view file_advice(int number) {
    switch (number) {
        case ENOSPC:
        case EDQUOT: return "; free space and run again";
        case EPIPE: return "; the program that reads the output has ended";
        case EISDIR: return "; name the files in the folder";
        case EMFILE: return "; raise the limit of open files (ulimit -n)";
        default: return {};
    }
}

}  // namespace

std::string readable_name(std::string_view path, std::string_view standard) {
    return std::string(path == "-" ? standard : path);
}

failure file_failure(std::string_view action, std::string_view name, int number) {
    std::string detail = "cannot ";
    detail += action;
    detail += ' ';
    detail += name;
    detail += ": ";
    detail += std::generic_category().message(number);
    detail += file_advice(number);
    return {errc::file_failed, {.detail = std::move(detail)}};
}

failure malformed(std::string_view name, std::string_view reason) {
    std::string detail(name);
    detail += ": ";
    detail += reason;
    return {errc::malformed_file, {.detail = std::move(detail)}};
}

failure malformed_byte(std::string_view name, std::uint64_t offset, std::string_view reason) {
    return malformed(std::string(name) + ", byte " + std::to_string(offset), reason);
}

}  // namespace dynaco::loading
