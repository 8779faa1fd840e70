#pragma once

#include "transport/transport.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace dynaco::transport {

/// Connects to the first of `addresses` that answers. The next address is tried when the one before has
/// failed or has not answered within `delay`. Fails with errc::connect_failed; the detail lists the first
/// four addresses and their errors.
///
/// Has no timeout; the caller must cancel it. Runs in one strand, on which the cancellation must be emitted.
/// `addresses` must not be empty and must live until it has ended.
awaitable<result<boost::asio::ip::tcp::socket>> connect_to_first(
    const std::vector<boost::asio::ip::tcp::endpoint>& addresses, std::chrono::milliseconds delay);

/// Returns "127.0.0.1:80" or "[::1]:80", for example.
[[nodiscard]] std::string text_of(const boost::asio::ip::tcp::endpoint& address);

}  // namespace dynaco::transport
