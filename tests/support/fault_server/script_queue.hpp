#pragma once

#include "support/fault_server/received_request.hpp"
#include "support/fault_server/reply/reply.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <initializer_list>
#include <mutex>
#include <optional>

namespace dynaco::test {

/// Returns the reply to a request. It is called on the server's thread.
using request_handler = std::function<reply(const received_request&)>;

/// Decides which reply is sent next. Thread-safe.
class script_queue {
 public:
    void append(std::initializer_list<reply> replies);
    void set_otherwise(reply answer);
    void set_handler(request_handler handler);
    [[nodiscard]] std::size_t size() const;

    /// Removes and returns the next reply if it is for `moment`, which is before a complete request.
    [[nodiscard]] std::optional<reply> take_early(reply_moment moment);

    /// The reply to a request: from the queue, else from the handler, else the reply of `set_otherwise`.
    [[nodiscard]] reply answer(const received_request& request);

 private:
    mutable std::mutex mutex_;
    std::deque<reply> replies_;
    reply otherwise_;
    request_handler handler_;
};

}  // namespace dynaco::test
