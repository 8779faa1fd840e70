#include "plain_stream.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace bench {

int connected_socket(const endpoint& where) {
    const addrinfo wanted{.ai_flags = AI_ADDRCONFIG,
                          .ai_family = AF_UNSPEC,
                          .ai_socktype = SOCK_STREAM,
                          .ai_protocol = 0,
                          .ai_addrlen = 0,
                          .ai_addr = nullptr,
                          .ai_canonname = nullptr,
                          .ai_next = nullptr};
    addrinfo* found = nullptr;
    if (const int error = getaddrinfo(where.host.c_str(), where.port.c_str(), &wanted, &found); error != 0)
        fail(where.url + ": " + gai_strerror(error));
    const int descriptor = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0 || connect(descriptor, found->ai_addr, found->ai_addrlen) != 0)
        fail(where.url + ": " + std::strerror(errno));
    freeaddrinfo(found);
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return descriptor;
}

void do_not_block(int descriptor) {
    if (fcntl(descriptor, F_SETFL, O_NONBLOCK) != 0) fail(std::string("fcntl: ") + std::strerror(errno));
}

void wait_for(int descriptor, short events) {
    pollfd waited{.fd = descriptor, .events = events, .revents = 0};
    while (poll(&waited, 1, -1) < 0)
        if (errno != EINTR) fail(std::string("poll: ") + std::strerror(errno));
}

plain_stream::plain_stream(const endpoint& where) : descriptor_(connected_socket(where)) {
    do_not_block(descriptor_);
}

plain_stream::plain_stream(plain_stream&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), has_more_(other.has_more_) {}

plain_stream::~plain_stream() {
    if (descriptor_ >= 0) close(descriptor_);
}

std::size_t plain_stream::read(std::span<char> into) {
    const ssize_t n = recv(descriptor_, into.data(), into.size(), 0);
    if (n > 0) [[likely]] {
        has_more_ = static_cast<std::size_t>(n) == into.size();
        return static_cast<std::size_t>(n);
    }
    if (n == 0) fail("the server closed the connection");
    if (errno != EAGAIN && errno != EINTR) fail(std::string("recv: ") + std::strerror(errno));
    has_more_ = false;
    return 0;
}

void plain_stream::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n >= 0) [[likely]] {
            bytes.remove_prefix(static_cast<std::size_t>(n));
            continue;
        }
        if (errno != EAGAIN && errno != EINTR) fail(std::string("send: ") + std::strerror(errno));
        wait_for(descriptor_, POLLOUT);
    }
}

}  // namespace bench
