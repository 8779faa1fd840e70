#pragma once

#include "client/call_loop.hpp"
#include "retry/retry_state.hpp"
#include "wire/response.hpp"

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
    [[nodiscard]] const std::string& target() const noexcept { return target_; }

    void begin_attempt() noexcept { retries_.begin_attempt(), sending_ = false; }
    /// What the call does from here on.
    void enter(call_phase what) noexcept { phase_ = what; }
    /// From here on a cancelled write may have been applied.
    void sending() noexcept { sending_ = true; }
    /// The time since the last call goes to `where`.
    void spent(phase where);
    /// A connection that the peer had closed is replaced unseen, within reason.
    [[nodiscard]] bool replace_stale() noexcept { return ++replaced_ <= max_replaced; }

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

    void spent_so_far();
    [[nodiscard]] bool may_have_been_applied(const failure& why) const noexcept;

    call_loop& loop_;
    encoded_request request_;
    retry::retry_state retries_;
    std::string target_;
    std::string invocation_id_;
    call_options limits_;
    transport::steady_time begin_;
    transport::steady_time deadline_;
    transport::steady_time mark_;
    phase_times times_{};
    call_phase phase_ = call_phase::none;
    std::optional<failure> last_;
    int replaced_ = 0;
    [[nodiscard]] bool outcome_is_unknown(const failure& why) const noexcept;

    bool sending_ = false;
    bool outcome_unknown_ = false;  // some attempt may have been applied
};

}  // namespace dynaco
