#include "support/fault_server/dead_ends.hpp"

#include "unit/support/loopback_client.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>

namespace dynaco::test::dead_ends_test {
namespace {

/// A socket that neither blocks in connect nor in send.
owned_socket connecting_socket(std::uint16_t port) {
    owned_socket made(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    EXPECT_TRUE(::connect(made.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 ||
                errno == EINPROGRESS);
    return made;
}

bool becomes_writable(const owned_socket& socket, int milliseconds) {
    pollfd waiting{socket.get(), POLLOUT, 0};
    return ::poll(&waiting, 1, milliseconds) == 1;
}

TEST(DeadEnds, RefusingPortRefuses) {
    const refusing_port refused;
    EXPECT_EQ(refused.url(), "http://127.0.0.1:" + std::to_string(refused.port()));
    try {
        const loopback_client client(refused.port());
        FAIL() << "connected";
    } catch (const std::system_error& failure) {
        EXPECT_EQ(failure.code().value(), ECONNREFUSED);
    }
}

TEST(DeadEnds, FullQueueLeavesAConnectWithoutAnswer) {
    const blackhole hole(blackhole_kind::never_connects);
    const owned_socket client = connecting_socket(hole.port());
    EXPECT_FALSE(becomes_writable(client, 100));
}

TEST(DeadEnds, ConnectionThatIsNeverReadFillsUp) {
    const blackhole hole(blackhole_kind::never_reads);
    const owned_socket client = connecting_socket(hole.port());
    ASSERT_TRUE(becomes_writable(client, 5000));
    const std::string block(64U << 10U, 'x');
    std::size_t sent = 0;
    while (sent < (64U << 20U) && ::send(client.get(), block.data(), block.size(), MSG_NOSIGNAL) > 0) {
        sent += block.size();
    }
    EXPECT_EQ(errno, EAGAIN);
    EXPECT_LT(sent, 64U << 20U);
    EXPECT_FALSE(becomes_writable(client, 0));
}

}  // namespace
}  // namespace dynaco::test::dead_ends_test
