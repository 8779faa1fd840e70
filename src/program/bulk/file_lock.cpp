#include "program/bulk/file_lock.hpp"

#include "program/terminal/checked_output.hpp"

#include <dynaco/errors.hpp>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace dynaco::program {
namespace {

namespace fs = std::filesystem;

// The number of the process that has locked the file, as `beside` writes it.
std::string process_in(int descriptor) {
    std::array<char, 20> text{};
    const ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
    const std::string all(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    return all.substr(0, all.find_first_not_of("0123456789"));
}

// The path without symbolic links, so that a file has the same lock by all its names.
std::string real_path(const std::string& path) {
    std::error_code code;
    const fs::path found = fs::weakly_canonical(path, code);
    return code ? path : found.string();
}

}  // namespace

file_lock::file_lock(file_lock&& other) noexcept { *this = std::move(other); }

file_lock& file_lock::operator=(file_lock&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(descriptor_, other.descriptor_);
    std::swap(is_new_, other.is_new_);
    std::swap(removes_, other.removes_);
    return *this;
}

file_lock::~file_lock() {
    // Removed before it is unlocked: another process that has it open notices that.
    if (descriptor_ >= 0 && removes_ && is_still_named()) ::unlink(path_.c_str());
    close();
}

file_lock file_lock::beside(const std::string& path, const std::string& advice) {
    file_lock made;
    made.path_ = real_path(path) + ".lock";
    if (!made.open(O_RDWR, path, advice)) return {};
    made.removes_ = true;
    const std::string process = std::to_string(::getpid()) + '\n';
    // The number is only for a message.
    if (::ftruncate(made.descriptor_, 0) == 0) [[maybe_unused]]
        const auto written = ::write(made.descriptor_, process.data(), process.size());
    return made;
}

file_lock file_lock::of(const std::string& path, const std::string& advice) {
    file_lock made;
    made.path_ = path;
    if (!made.open(O_WRONLY, path, advice)) throw output_failed(errno, path);
    return made;
}

// Opens and locks the file. @returns false if it cannot be opened; errno then says why
bool file_lock::open(int flags, const std::string& shown, const std::string& advice) {
    constexpr mode_t usual_mode = 0666;  // the umask takes bits away
    for (;;) {
        std::error_code ignored;
        is_new_ = !fs::exists(path_, ignored);
        descriptor_ = ::open(path_.c_str(), flags | O_CREAT | O_CLOEXEC, usual_mode);
        // The file of another user, which only needs to be locked.
        if (descriptor_ < 0 && errno == EACCES && flags == O_RDWR)
            descriptor_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor_ < 0) return false;
        if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
            std::string text = shown + " is in use by another process";
            if (const std::string process = process_in(descriptor_); !process.empty())
                text += ", number " + process;
            throw error(errc::file_failed, {.detail = text + "; " + advice});
        }
        // The other process may have removed the file between `open` and the lock.
        if (is_still_named()) return true;
        close();
    }
}

bool file_lock::is_still_named() const noexcept {
    struct stat opened {};
    struct stat named {};
    return ::fstat(descriptor_, &opened) == 0 && ::stat(path_.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

void file_lock::close() noexcept {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

}  // namespace dynaco::program
