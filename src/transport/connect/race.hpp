#pragma once

#include "transport/transport.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace dynaco::transport {

/// Connects to the first of `addresses` that answers; the next is tried when the one before has failed or has
/// not answered within `delay`. Fails with errc::connect_failed, which names what failed where (the first
/// four).
///
/// Has no time limit of its own: the caller cancels. Runs in one strand, on which the cancellation must be
/// emitted. `addresses` must not be empty, and must live until it is done.
awaitable<result<boost::asio::ip::tcp::socket>> connect_to_first(
    const std::vector<boost::asio::ip::tcp::endpoint>& addresses, std::chrono::milliseconds delay);

/// "127.0.0.1:80", "[::1]:80"
[[nodiscard]] std::string text_of(const boost::asio::ip::tcp::endpoint& address);

}  // namespace dynaco::transport
