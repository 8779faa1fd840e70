#pragma once

#include "transport/transport.hpp"

#include <dynaco/client.hpp>
#include <dynaco/observing.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace dynaco::detail {

/// Tells an observer of one call, in the right order whatever way the call takes. There is none where nobody
/// observes.
class observation {
 public:
    /// What the views refer to must outlive the observation, unless the call has ended.
    observation(std::shared_ptr<observer> to, const encoded_request& request, std::string_view endpoint,
                std::string_view invocation_id, transport::steady_time now);
    observation(const observation&) = delete;
    observation& operator=(const observation&) = delete;

    void attempt_begins(int number, const phase_times& so_far) noexcept;
    /// The call goes to another place than was said so far.
    void goes_to(std::string_view endpoint) noexcept { call_.endpoint = endpoint; }
    void connected(bool used_before, const transport::opening_times& opened_in) noexcept;
    void exchanged(std::size_t request_bytes, const transport::exchange_result& outcome) noexcept;
    void replaced_stale() noexcept { ++attempt_->stale_replaced; }

    void attempt_failed(const failure& why, const phase_times& so_far) noexcept;
    void repeats(const failure& why, std::chrono::milliseconds pause) noexcept;
    /// The attempt, and with it the call.
    void succeeded(const wire::response& response, const phase_times& times,
                   transport::steady_time now) noexcept;
    /// The call; the attempt under way, if there is one, for `of_attempt`.
    void failed(const failure& why, const failure& of_attempt, const phase_times& times,
                transport::steady_time now) noexcept;
    /// The coroutine is gone; nothing is told of a call that has ended.
    void forgotten(bool outcome_unknown, const phase_times& times, transport::steady_time now) noexcept;

 private:
    void end_attempt(const phase_times& so_far) noexcept;
    void end_call(call_event event, transport::steady_time now) noexcept;
    [[nodiscard]] std::vector<consumed_capacity> capacity_of(std::string_view body) const;

    std::shared_ptr<observer> observer_;
    const encoded_request& request_;
    observed_call call_;
    std::optional<attempt_event> attempt_{};  // the one under way
    phase_times before_{};                    // when it began
    transport::steady_time begun_;
    int attempts_ = 0;
    bool ended_ = false;
};

}  // namespace dynaco::detail
