#pragma once

#include "client/call_loop.hpp"
#include "retry/retry_state.hpp"
#include "wire/response.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>

namespace dynaco {

/// One call's way through the loop: its limits, where its time goes, and what is to be said of it in the end.
class call_loop::progress {
 public:
    using phase = std::chrono::microseconds phase_times::*;

    progress(call_loop& loop, encoded_request request, const call_options& options);

    [[nodiscard]] const encoded_request& request() const noexcept { return request_; }
    [[nodiscard]] transport::steady_time deadline() const noexcept { return deadline_; }
    /// Whether it is too late to send anything.
    [[nodiscard]] bool late() const { return loop_.parts_.world->now() >= deadline_; }
    [[nodiscard]] transport::steady_time attempt_deadline() const;
    [[nodiscard]] const std::string& invocation_id() const noexcept { return invocation_id_; }
    [[nodiscard]] int attempt() const noexcept { return retries_.attempts(); }
    /// As far as it is known before the last.
    [[nodiscard]] int max_attempts() const noexcept { return std::max(policy_.max_attempts, attempt()); }
    [[nodiscard]] const std::string& target() const noexcept { return target_; }

    void begin_attempt() noexcept { retries_.begin_attempt(), sending_ = false; }
    /// From here on a cancelled write may have been applied.
    void sending();
    /// The time since the last call goes to `where`.
    void spent(phase where);
    /// A connection that the peer had closed is replaced unseen, within reason.
    [[nodiscard]] bool replace_stale() noexcept;

    /// How long to wait before asking again whether the attempt may be sent; zero: it may.
    [[nodiscard]] std::chrono::milliseconds until_turn();
    /// Tells the limiter what came of an attempt that was sent.
    void answered(const result<wire::response>& outcome);
    /// The end of a call whose time passed while it waited for its turn.
    [[nodiscard]] failure held_up() const;

    /// Notes a failed attempt. @returns how long to wait before the next, or nothing if this is the end.
    std::optional<std::chrono::milliseconds> failed(failure why, bool sent,
                                                    std::string_view retry_after = {});
    reply succeeded(wire::response&& response);
    /// The last failure, with all that is known of the call.
    [[nodiscard]] failure end() const;
    /// The same for a failure that is not an attempt's.
    [[nodiscard]] failure end(const failure& why) const;
    /// The end of a call that was cancelled.
    [[nodiscard]] failure canceled();

 private:
    static constexpr int max_replaced = 8;

    [[nodiscard]] bool may_have_been_applied(const failure& why) const noexcept;
    [[nodiscard]] retry::failed_attempt describe(const failure& why, bool applied,
                                                 std::string_view retry_after) const;
    // What another attempt might apply a second time.
    [[nodiscard]] bool counts_twice() const noexcept {
        return request_.info.writes && !request_.info.idempotent;
    }

    call_loop& loop_;
    encoded_request request_;
    retry_policy policy_;
    retry::retry_state retries_;
    std::optional<retry::send_rate_limiter::turn> turn_;  // in adaptive mode only
    std::string target_;
    std::string invocation_id_;
    call_options limits_;
    transport::steady_time deadline_;
    transport::steady_time mark_;
    phase_times times_{};
    std::optional<failure> last_;
    int replaced_ = 0;
    [[nodiscard]] bool outcome_is_unknown(const failure& why) const noexcept;

    bool sending_ = false;
    bool outcome_unknown_ = false;  // some attempt may have been applied
    bool quota_spent_ = false;      // and would have been repeated otherwise
    std::optional<transport::steady_time> first_sent_;
};

}  // namespace dynaco
