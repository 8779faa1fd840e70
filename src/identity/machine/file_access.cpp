#include "identity/machine/file_access.hpp"

#include "core/cleanse.hpp"

#include <boost/system/error_code.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace dynaco::identity {
namespace {

class open_file {
 public:
    explicit open_file(int descriptor) : descriptor_(descriptor) {}
    open_file(const open_file&) = delete;
    open_file& operator=(const open_file&) = delete;
    ~open_file() { static_cast<void>(close()); }

    [[nodiscard]] int get() const noexcept { return descriptor_; }
    [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }
    bool close() noexcept { return descriptor_ < 0 || ::close(std::exchange(descriptor_, -1)) == 0; }

 private:
    int descriptor_;
};

std::string reason(int error) {
    return boost::system::error_code(error, boost::system::system_category()).message();
}

failure unusable(const std::string& path, const std::string& why) {
    return {errc::invalid_configuration, {.detail = path + ": " + why}};
}

// Whether the file does not exist, or this process has no permission to see whether it exists: in a
// container, HOME is often another user's.
bool is_absent(const std::string& path, int error) {
    struct stat ignored {};
    return error == ENOENT || error == ENOTDIR || (error == EACCES && ::stat(path.c_str(), &ignored) != 0);
}

// Reads at most `max_size` bytes and one more. Leaves no copy of the text in memory when the buffer grows.
int read_all(int file, std::size_t expected, std::string& text) {
    std::size_t size = 0;
    text.resize(expected + 1);
    for (;;) {
        if (size == text.size()) {
            std::string grown(std::min(2 * size, file_access::max_size + 1), '\0');
            std::ranges::copy(text, grown.begin());
            detail::cleanse(text);
            text = std::move(grown);
        }
        const ::ssize_t got = ::read(file, text.data() + size, text.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno;
        size += static_cast<std::size_t>(got);
        if (got == 0 || size > file_access::max_size) break;
    }
    detail::cleanse(text.data() + size, text.size() - size);
    text.resize(size);
    return 0;
}

int write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const ::ssize_t put = ::write(file, text.data(), text.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(put));
    }
    return 0;
}

std::string folder_of(const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == path.npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

// Creates a folder and the folders above it, for the owner only.
int make_folder(const std::string& folder) {
    struct stat there {};
    if (::stat(folder.c_str(), &there) == 0) return S_ISDIR(there.st_mode) ? 0 : ENOTDIR;
    if (errno != ENOENT) return errno;
    if (const int error = make_folder(folder_of(folder)); error != 0) return error;
    return ::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST ? 0 : errno;
}

// Creates a file with this text and flushes it to the disk; removes it on failure.
int write_new(std::string& name, std::string_view text) {
    open_file file(::mkostemp(name.data(), O_CLOEXEC));
    if (!file.is_open()) return errno;
    int error = ::fchmod(file.get(), S_IRUSR | S_IWUSR) == 0 ? 0 : errno;  // the umask may have cleared bits
    if (error == 0) error = write_all(file.get(), text);
    if (error == 0 && ::fsync(file.get()) != 0) error = errno;
    if (!file.close() && error == 0) error = errno;
    if (error != 0) ::unlink(name.c_str());
    return error;
}

// Makes the new name survive a loss of power. Errors are ignored, because the file is already in place.
void flush_folder(const std::string& folder) {
    const open_file opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.is_open()) static_cast<void>(::fsync(opened.get()));
}

class machine_file_access final : public file_access {
 public:
    result<std::optional<secret>> read(const std::string& path) override {
        if (path == "/dev/null") return std::optional<secret>();  // the usual way to say "no file"
        // Without O_NONBLOCK, opening a pipe would wait for its writer.
        const open_file file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
        if (!file.is_open()) {
            const int error = errno;
            if (is_absent(path, error)) return std::optional<secret>();
            return unusable(path, "cannot be opened: " + reason(error));
        }
        struct stat about {};
        if (::fstat(file.get(), &about) != 0) return unusable(path, "cannot be read: " + reason(errno));
        if (!S_ISREG(about.st_mode)) return unusable(path, "is not a regular file");
        std::string text;
        const auto expected = static_cast<std::size_t>(std::max<::off_t>(about.st_size, 0));
        const int error = expected > max_size ? 0 : read_all(file.get(), expected, text);
        const bool too_large = expected > max_size || text.size() > max_size;
        secret all(std::move(text));
        if (error != 0) return unusable(path, "cannot be read: " + reason(error));
        if (too_large) return unusable(path, "is larger than 1 MiB, the limit for a configuration file");
        return std::optional<secret>(std::move(all));
    }

    result<void> replace(const std::string& path, std::string_view text) override {
        const std::string folder = folder_of(path);
        if (const int error = make_folder(folder); error != 0)
            return unusable(path, "cannot be written: " + folder + ": " + reason(error));
        std::string name = path + ".XXXXXX";
        if (const int error = write_new(name, text); error != 0)
            return unusable(path, "cannot be written: " + reason(error));
        if (::rename(name.c_str(), path.c_str()) != 0) {
            const int error = errno;
            ::unlink(name.c_str());
            return unusable(path, "cannot be replaced: " + reason(error));
        }
        flush_folder(folder);
        return {};
    }
};

}  // namespace

std::shared_ptr<file_access> machine_files() { return std::make_shared<machine_file_access>(); }

}  // namespace dynaco::identity
