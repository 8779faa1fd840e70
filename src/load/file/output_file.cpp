#include "load/file/output_file.hpp"

#include "core/counted.hpp"
#include "load/file/failure.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dynaco::loading {
namespace {

constexpr mode_t usual_mode = 0666;  // the umask takes bits away

std::string folder_of(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

// The file that a symbolic link names, which need not exist yet.
std::string followed(const std::string& path) {
    constexpr int most_links = 40;
    std::filesystem::path found(path);
    std::error_code code;
    for (int links = 0; std::filesystem::is_symlink(std::filesystem::symlink_status(found, code)); ++links) {
        if (links == most_links) throw error(file_failure("write", path, ELOOP));
        const std::filesystem::path target = std::filesystem::read_symlink(found, code);
        if (code) throw error(file_failure("write", path, code.value()));
        found = found.parent_path() / target;
    }
    return found.string();
}

// A pipe, a device or a socket: it takes bytes as they come.
bool is_stream(const std::filesystem::file_status& status) {
    return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
}

void sync_folder(const std::string& folder) {
    const int number = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (number < 0) throw error(file_failure("open the folder", folder, errno));
    const descriptor opened(number, true);
    // Some file systems cannot sync a folder: EINVAL.
    if (::fsync(number) != 0 && errno != EINVAL) throw error(file_failure("sync the folder", folder, errno));
}

}  // namespace

output_file::output_file(std::string path, std::string written, std::string name)
    : path_(std::move(path)), written_(std::move(written)), name_(std::move(name)) {}

output_file output_file::durable(const std::string& path, std::uint64_t keep) {
    if (path == "-") {
        output_file standard(path, path, "standard output");
        standard.file_ = descriptor(STDOUT_FILENO, false);
        return standard;
    }
    std::error_code ignored;
    const std::filesystem::file_status status = std::filesystem::status(path, ignored);
    if (std::filesystem::is_directory(status)) throw error(file_failure("write", path, EISDIR));
    if (is_stream(status)) {
        output_file stream(path, path, path);
        stream.open(O_WRONLY, std::nullopt);
        return stream;
    }
    const std::string target = followed(path);
    output_file made(target, target + ".part", path);
    made.open(O_WRONLY | O_CREAT | O_NOFOLLOW, keep);
    made.keep_permissions_of(target);
    return made;
}

void output_file::open(int flags, std::optional<std::uint64_t> keep) {
    const int number = ::open(written_.c_str(), flags | O_CLOEXEC, usual_mode);
    if (number < 0) throw error(file_failure("write", written_, errno));
    file_ = descriptor(number, true);
    struct stat status {};
    if (::fstat(number, &status) != 0) throw error(file_failure("write", written_, errno));
    if (S_ISREG(status.st_mode)) {
        lock();
        // The process that had the lock may have written.
        if (::fstat(number, &status) != 0) throw error(file_failure("write", written_, errno));
    }
    size_ = static_cast<std::uint64_t>(status.st_size);
    if (!keep) return;
    if (size_ < *keep)
        throw error(malformed(written_, "has " + detail::counted(size_, "byte", "bytes") +
                                            ", but an earlier run wrote " + std::to_string(*keep) +
                                            "; start again without resuming"));
    if (S_ISREG(status.st_mode) && ::ftruncate(number, static_cast<off_t>(*keep)) != 0)
        throw error(file_failure("cut", written_, errno));
    size_ = *keep;
    if (::lseek(number, 0, SEEK_END) < 0 && errno != ESPIPE)
        throw error(file_failure("write", written_, errno));
}

// Two processes that write one file would mix their bytes, or cut off those of each other. The lock ends with
// the descriptor. File systems without locks are not checked.
void output_file::lock() {
    const bool is_locked = ::flock(file_.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    struct stat opened {};
    struct stat named {};
    // The other process may have renamed its file between `open` and the lock.
    const bool is_renamed = ::fstat(file_.number(), &opened) != 0 || ::stat(written_.c_str(), &named) != 0 ||
                            opened.st_ino != named.st_ino || opened.st_dev != named.st_dev;
    if (is_locked || is_renamed)
        throw error(failure(errc::file_failed,
                            {.detail = "cannot write " + name_ + ": another process writes " + written_ +
                                       "; wait until it has ended, or write to another file"}));
}

void output_file::keep_permissions_of(const std::string& replaced) {
    struct stat status {};
    if (::stat(replaced.c_str(), &status) != 0) return;  // a new file
    constexpr mode_t permissions = 07777;
    if (::fchmod(file_.number(), status.st_mode & permissions) != 0)
        throw error(file_failure("set the permissions of", written_, errno));
}

void output_file::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(file_.number(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw error(file_failure("write", name_, errno));
        size_ += static_cast<std::uint64_t>(count);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void output_file::sync() {
    if (path_ == "-") return;
    // EINVAL: a pipe or a device.
    if (::fsync(file_.number()) != 0 && errno != EINVAL) throw error(file_failure("sync", name_, errno));
}

void output_file::commit() {
    if (path_ == "-") return;
    sync();
    // The part is renamed while it is locked: otherwise another process could begin to write it before.
    if (written_ != path_ && std::rename(written_.c_str(), path_.c_str()) != 0)
        throw error(file_failure("rename " + written_ + " to", path_, errno));
    if (const int number = file_.close(); number != 0) throw error(file_failure("close", name_, number));
    if (written_ != path_) sync_folder(folder_of(path_));
}

void output_file::discard() noexcept {
    if (path_ == "-" || file_.number() < 0) return;
    if (written_ != path_) ::unlink(written_.c_str());
    file_.close();
}

void write_whole_file(const std::string& path, std::string_view text) {
    output_file file = output_file::durable(path);
    try {
        file.write(text);
        file.commit();
    } catch (...) {
        file.discard();  // the part has nothing that anybody needs
        throw;
    }
}

void make_folders(const std::string& path) {
    std::error_code code;
    std::filesystem::create_directories(path, code);
    if (code) throw error(file_failure("make the folder", path, code.value()));
}

}  // namespace dynaco::loading
