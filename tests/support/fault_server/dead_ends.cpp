#include "support/fault_server/dead_ends.hpp"

#include <cerrno>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace dynaco::test {
namespace {

void must(bool good, const char* what) {
    if (!good) throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

owned_socket open_socket() {
    owned_socket made(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    must(made.get() >= 0, "socket");
    return made;
}

owned_socket bound_socket() {
    owned_socket made = open_socket();
    const sockaddr_in address = loopback(0);
    must(::bind(made.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "bind");
    return made;
}

std::uint16_t port_of(const owned_socket& socket) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    must(::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0, "getsockname");
    return ntohs(address.sin_port);
}

}  // namespace

owned_socket::~owned_socket() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

refusing_port::refusing_port() : socket_(bound_socket()), port_(port_of(socket_)) {}

blackhole::blackhole(blackhole_kind kind) : listener_(bound_socket()), port_(port_of(listener_)) {
    const bool full = kind == blackhole_kind::never_connects;
    // A small buffer, so that a client's write of several hundred kilobytes blocks. Connections inherit it.
    const int receive_buffer = 4096;
    ::setsockopt(listener_.get(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    must(::listen(listener_.get(), full ? 0 : SOMAXCONN) == 0, "listen");
    if (full) fill_queue();
}

void blackhole::fill_queue() {
    // A backlog of 0 still accepts one connection. It is in the queue when the listener is readable.
    const owned_socket& filler = fillers_.emplace_back(open_socket());
    const sockaddr_in address = loopback(port_);
    must(::connect(filler.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0,
         "connect");
    pollfd queued{listener_.get(), POLLIN, 0};
    constexpr int milliseconds = 5000;
    must(::poll(&queued, 1, milliseconds) == 1, "poll");
}

}  // namespace dynaco::test
