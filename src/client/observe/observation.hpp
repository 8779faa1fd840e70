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

/// Reports the events of one call to an observer, in the right order. A call without an observer has no
/// observation.
class observation {
 public:
    /// The data of the views must outlive the observation or the end of the call.
    observation(std::shared_ptr<observer> to, const encoded_request& request, std::string_view endpoint,
                std::string_view invocation_id, transport::steady_time now);
    observation(const observation&) = delete;
    observation& operator=(const observation&) = delete;

    void attempt_begins(int number, const phase_times& so_far) noexcept;
    /// The following requests are sent to this endpoint.
    void goes_to(std::string_view endpoint) noexcept { call_.endpoint = endpoint; }
    void connected(bool used_before, const transport::opening_times& opened_in) noexcept;
    void exchanged(std::size_t request_bytes, const transport::exchange_result& outcome) noexcept;
    void replaced_stale() noexcept { ++attempt_->stale_replaced; }

    void attempt_failed(const failure& why, const phase_times& so_far) noexcept;
    void repeats(const failure& why, std::chrono::milliseconds pause) noexcept;
    /// Reports the end of the attempt and of the call.
    void succeeded(const wire::response& response, const phase_times& times,
                   transport::steady_time now) noexcept;
    /// Reports the end of the call with `why`. A running attempt ends with `of_attempt`.
    void failed(const failure& why, const failure& of_attempt, const phase_times& times,
                transport::steady_time now) noexcept;
    /// Reports the end of a call whose coroutine was destroyed. Does nothing if the call has ended.
    void forgotten(bool outcome_unknown, const phase_times& times, transport::steady_time now) noexcept;

 private:
    void end_attempt(const phase_times& so_far) noexcept;
    void end_call(call_event event, transport::steady_time now) noexcept;
    [[nodiscard]] std::vector<consumed_capacity> capacity_of(std::string_view body) const;

    std::shared_ptr<observer> observer_;
    const encoded_request& request_;
    observed_call call_;
    std::optional<attempt_event> attempt_{};  // the running one
    phase_times before_{};                    // when the attempt began
    transport::steady_time begun_;
    int attempts_ = 0;
    bool ended_ = false;
};

}  // namespace dynaco::detail
