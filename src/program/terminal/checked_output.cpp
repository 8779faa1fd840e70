#include "program/terminal/checked_output.hpp"

#include <cerrno>
#include <poll.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace dynaco::program {
namespace {

constexpr int status_of_sigpipe = 128 + 13;
constexpr int status_of_failure = 1;

std::string reason_of(int code, const std::string& name) {
    switch (code) {
        case ENOSPC:
        case EDQUOT: return name + " cannot be written: the disk is full";
        case EBADF: return name + " cannot be written: it is closed";
        case EPIPE: return name + " cannot be written: its reader has ended";
        default: return name + " cannot be written: " + std::generic_category().message(code);
    }
}

// A descriptor that others made non-blocking.
void wait_until_writable(int descriptor) noexcept {
    pollfd wanted{.fd = descriptor, .events = POLLOUT, .revents = 0};
    ::poll(&wanted, 1, -1);
}

}  // namespace

output_failed::output_failed(int code, const std::string& name)
    : std::runtime_error(reason_of(code, name)), code_(code) {}

bool output_failed::closed_pipe() const noexcept { return code_ == EPIPE; }

int output_failed::exit_status() const noexcept {
    return closed_pipe() ? status_of_sigpipe : status_of_failure;
}

descriptor_buffer::descriptor_buffer(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)) {
    setp(bytes_.data(), bytes_.data() + bytes_.size());
}

descriptor_buffer::~descriptor_buffer() = default;

void descriptor_buffer::write_out() {
    const char* next = pbase();
    const char* const end = pptr();
    setp(bytes_.data(), bytes_.data() + bytes_.size());  // also after a failure: nothing is written twice
    while (next != end) {
        const auto count = ::write(descriptor_, next, static_cast<std::size_t>(end - next));
        if (count >= 0) {
            next += count;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            wait_until_writable(descriptor_);
        } else if (errno != EINTR) {
            throw output_failed(errno, name_);
        }
    }
}

descriptor_buffer::int_type descriptor_buffer::overflow(int_type next) {
    write_out();
    if (traits_type::eq_int_type(next, traits_type::eof())) return traits_type::not_eof(next);
    return sputc(traits_type::to_char_type(next));
}

int descriptor_buffer::sync() {
    write_out();
    return 0;
}

checked_output::checked_output(int descriptor, std::string name)
    : std::ostream(nullptr), buffer_(descriptor, std::move(name)) {
    rdbuf(&buffer_);
    exceptions(std::ios_base::badbit);  // the stream passes on what the buffer throws
}

}  // namespace dynaco::program
