#pragma once

#include "support/fault_server/event_log.hpp"
#include "support/fault_server/link.hpp"
#include "support/fault_server/reply/reply.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::test {

/// Sends replies on one link, with their delays, stalls, cuts and resets.
class reply_player {
 public:
    reply_player(link& connection, event_log& log) : link_(connection), log_(log) {}

    /// Sends one reply; returns false if the connection is over after it.
    [[nodiscard]] boost::asio::awaitable<bool> play(const reply_parts& parts, const std::string& request_id);
    /// Ends the current stall, if there is one.
    void release();

 private:
    [[nodiscard]] boost::asio::awaitable<bool> send(const reply_parts& parts, std::string_view bytes);
    [[nodiscard]] boost::asio::awaitable<bool> stall();
    [[nodiscard]] boost::asio::awaitable<bool> end(const reply_parts& parts);

    link& link_;
    event_log& log_;
    bool released_ = false;
};

}  // namespace dynaco::test
