#pragma once

#include "client/call_loop.hpp"
#include "client/observation.hpp"
#include "retry/retry_state.hpp"
#include "sigv4/skew_state.hpp"
#include "wire/response.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace dynaco {

/// One call's way through the loop: its limits, where its time goes, and what is to be said of it in the end.
class call_loop::progress {
 public:
    using phase = std::chrono::microseconds phase_times::*;

    progress(call_loop& loop, encoded_request request, const call_options& options);
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;
    ~progress();

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

    void begin_attempt() noexcept {
        retries_.begin_attempt(), sending_ = false;
        if (observed_) observed_->attempt_begins(retries_.attempts(), times_);
    }
    /// What the call does from here on.
    void enter(call_phase what) noexcept { phase_ = what; }
    /// From here on a cancelled write may have been applied.
    void sending();
    /// The time to sign with: the service's, as far as it is known.
    [[nodiscard]] std::chrono::sys_seconds signing_time();
    /// Learns the service's time from a reply that has just been received.
    void read_clock(const wire::response& response);
    /// The time since the last call goes to `where`.
    void spent(phase where);
    /// A connection that the peer had closed is replaced unseen, within reason. `sent`: it was closed after
    /// the request had gone out, or as it did.
    [[nodiscard]] bool replace_stale(bool sent) noexcept;
    void connected(bool used_before, const transport::opening_times& opened_in) noexcept {
        if (observed_) observed_->connected(used_before, opened_in);
    }
    void exchanged(std::size_t head_size, const transport::exchange_result& outcome) noexcept {
        if (observed_) observed_->exchanged(head_size + request_.body.size(), outcome);
    }

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

    void spent_so_far();
    [[nodiscard]] bool may_have_been_applied(const failure& why) const noexcept;
    [[nodiscard]] retry::failed_attempt describe(const failure& why, bool applied,
                                                 std::string_view retry_after);
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
    transport::steady_time begin_;
    transport::steady_time deadline_;
    transport::steady_time mark_;
    phase_times times_{};
    call_phase phase_ = call_phase::none;
    std::optional<failure> last_;
    int replaced_ = 0;
    bool sent_in_vain_ = false;
    [[nodiscard]] bool outcome_is_unknown(const failure& why) const noexcept;

    [[nodiscard]] retry::retry_class class_of(const failure& why);
    [[nodiscard]] failure with_clock_explained(failure why) const;

    sigv4::skew_state skew_;
    sigv4::wall_clock_time signed_at_{};  // by this machine's clock
    bool sending_ = false;
    bool outcome_unknown_ = false;  // some attempt may have been applied
    bool quota_spent_ = false;      // and would have been repeated otherwise
    std::optional<transport::steady_time> first_sent_;
    std::unique_ptr<observation> observed_{};
};

}  // namespace dynaco
