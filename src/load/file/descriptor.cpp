#include "load/file/descriptor.hpp"

#include "load/file/failure.hpp"
#include "load/file/md5.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dynaco::loading {
namespace {

constexpr std::size_t head_bytes = std::size_t{64} << 10;

struct stat status_of(int number, const std::string& name) {
    struct stat status {};
    if (::fstat(number, &status) != 0) throw error(file_failure("read", name, errno));
    return status;
}

file_stamp stamp_of(const struct stat& status) {
    constexpr std::int64_t second = 1'000'000'000;
    return {.size = static_cast<std::uint64_t>(status.st_size),
            .modified = status.st_mtim.tv_sec * second + status.st_mtim.tv_nsec};
}

}  // namespace

int descriptor::close() noexcept {
    if (number_ < 0 || !owned_) return 0;
    owned_ = false;
    return ::close(std::exchange(number_, -1)) == 0 ? 0 : errno;
}

input_file::input_file(const std::string& path) : name_(readable_name(path, "standard input")) {
    if (path == "-") {
        file_ = descriptor(STDIN_FILENO, false);
        return;
    }
    const int number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (number < 0) throw error(file_failure("open", name_, errno));
    file_ = descriptor(number, true);
    if (S_ISDIR(status_of(number, name_).st_mode)) throw error(file_failure("read", name_, EISDIR));
}

std::size_t input_file::read(char* out, std::size_t room) {
    for (;;) {
        const auto count = ::read(file_.number(), out, room);
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno != EINTR) throw error(file_failure("read", name_, errno));
    }
}

void input_file::seek(std::uint64_t offset) {
    if (::lseek(file_.number(), static_cast<off_t>(offset), SEEK_SET) < 0)
        throw error(file_failure("go to a position in", name_, errno));
}

std::uint64_t input_file::size() const {
    const struct stat status = status_of(file_.number(), name_);
    return S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
}

file_stamp input_file::stamp() const {
    const struct stat status = status_of(file_.number(), name_);
    return S_ISREG(status.st_mode) ? stamp_of(status) : file_stamp{};
}

bool input_file::seekable() const { return S_ISREG(status_of(file_.number(), name_).st_mode); }

file_identity identity_of_file(const std::string& path) {
    if (path == "-") return {};
    input_file file(path);
    if (!file.seekable()) return {};
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) throw error(file_failure("read", path, errno));
    std::string head(head_bytes, '\0');
    std::size_t size = 0;
    while (size < head.size()) {
        const std::size_t count = file.read(head.data() + size, head.size() - size);
        if (count == 0) break;
        size += count;
    }
    md5_digest digest;
    digest.append(std::string_view(head).substr(0, size));
    const file_stamp stamp = stamp_of(status);
    return {.size = stamp.size, .modified = stamp.modified, .head = digest.base64()};
}

std::string whole_file(const std::string& path, std::size_t most) {
    input_file file(path);
    std::string text;
    constexpr std::size_t step = std::size_t{64} << 10;
    for (;;) {
        const std::size_t size = text.size();
        text.resize(size + step);
        const std::size_t count = file.read(text.data() + size, step);
        text.resize(size + count);
        if (count == 0) return text;
        if (text.size() > most)
            throw error(malformed(path, "the file is too large to be a document of this kind"));
    }
}

}  // namespace dynaco::loading
