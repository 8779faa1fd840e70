#pragma once

#include "support/fault_server/received_request.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <set>
#include <vector>

namespace dynaco::test {

/// Counts and keeps the events of a server. Thread-safe. Waits return false on timeout.
class event_log {
 public:
    using timeout = std::chrono::milliseconds;

    /// Counts a new connection and returns its number.
    std::size_t accepted();
    void closed(std::size_t connection);
    /// Counts a request, and keeps it unless `keep_no_requests` was called. Returns its number over all
    /// connections.
    std::size_t received(received_request request);
    /// From now on, requests are counted but not kept.
    void keep_no_requests();
    void malformed();
    void stall_began();
    void stall_ended();

    [[nodiscard]] std::vector<received_request> requests() const;
    [[nodiscard]] std::size_t connections() const;
    [[nodiscard]] std::set<std::size_t> open_connections() const;
    [[nodiscard]] std::size_t malformed_requests() const;

    [[nodiscard]] bool wait_for_requests(std::size_t count, timeout limit) const;
    [[nodiscard]] bool wait_for_connections(std::size_t count, timeout limit) const;
    [[nodiscard]] bool wait_for_open_connections(std::size_t count, timeout limit) const;
    [[nodiscard]] bool wait_until_closed(std::size_t connection, timeout limit) const;
    [[nodiscard]] bool wait_for_stalled(std::size_t count, timeout limit) const;

 private:
    template <class Change>
    auto record(Change change);
    template <class Condition>
    bool wait(timeout limit, Condition condition) const;

    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::vector<received_request> requests_;
    std::set<std::size_t> open_;
    std::size_t received_ = 0;
    bool keeps_requests_ = true;
    std::size_t accepted_ = 0;
    std::size_t malformed_ = 0;
    std::size_t stalled_ = 0;
};

}  // namespace dynaco::test
