#pragma once

#include "load/engine/bells.hpp"

#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace dynaco::loading {

/// The result of one write, for the callers that wait for it. Thread-safe.
class ticket_state {
 public:
    /// Sets the result, once, and wakes the waiting callers. Also sets the result of the tickets that joined.
    void complete(const result<void>& outcome);
    /// Gives `earlier` the same result, because its write was replaced by the write of this ticket.
    void join(std::shared_ptr<ticket_state> earlier);
    /// Waits for the result. Returns nothing if the caller was cancelled.
    awaitable<std::optional<result<void>>> wait();

 private:
    detail::short_mutex mutex_;
    std::optional<result<void>> outcome_{};
    bell_list bells_{};
    std::vector<std::shared_ptr<ticket_state>> joined_{};
};

}  // namespace dynaco::loading
