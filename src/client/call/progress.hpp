#pragma once

#include "client/call/loop.hpp"
#include "client/call/time.hpp"
#include "client/call/write_doubt.hpp"
#include "client/observe/observation.hpp"
#include "retry/retry_state.hpp"
#include "sigv4/skew_state.hpp"
#include "wire/response.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace dynaco::detail {

/// The state of one call in the loop. It passes each step to the parts of the call, takes the decisions that
/// need several parts, and makes the final result.
class call_loop::progress {
 public:
    progress(call_loop& loop, encoded_request& request, const call_options& options,
             transport::steady_time begun, transport::steady_time shared_end);
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;
    ~progress();

    [[nodiscard]] const encoded_request& request() const noexcept { return request_; }
    [[nodiscard]] const call_time& time() const noexcept { return time_; }

    void begin_attempt();
    /// Sets the route of the attempt.
    void goes_to(const route_ptr& where);
    /// Begins a phase of the call.
    void enter(call_phase what) { time_.enter(what); }
    /// Records that a request is being sent on a connection.
    void sending(bool used_before, const transport::opening_times& opened_in);
    /// Records the outcome of the exchange.
    void exchanged(std::size_t head_size, const transport::exchange_result& outcome);
    /// The head of the attempt that begins now. Its times are the service's if the difference to the local
    /// clock is known.
    [[nodiscard]] attempt_head next_head();
    /// Whether to send the request again on another connection, because the peer had closed this one. False
    /// after `max_replaced` times, or if a write might be applied twice. `sent`: the connection was closed
    /// while or after the request was sent.
    [[nodiscard]] bool replace_stale(bool sent) noexcept;

    /// How long to wait before checking again whether the attempt may be sent. Zero: it may be sent now.
    [[nodiscard]] std::chrono::milliseconds until_turn();
    /// Reports the outcome of an attempt that was sent to the limiter; null: success.
    void answered(const failure* why);
    /// Ends a call whose deadline passed while the limiter held it back.
    [[nodiscard]] failure held_up();

    /// Records a failed attempt. @returns how long to wait before the next attempt, or nothing if the call
    /// ends.
    std::optional<std::chrono::milliseconds> failed(failure why, bool sent,
                                                    std::string_view retry_after = {});
    /// Whether the last attempt failed because of its credentials. True at most once in a call.
    [[nodiscard]] bool blames_credentials() noexcept;
    /// Whether time and attempts are left.
    [[nodiscard]] bool may_go_on() const;
    /// Makes the next attempt at once, with these credentials.
    void go_on_with(std::shared_ptr<const credentials> refreshed);
    /// The credentials of `go_on_with`, returned once. Null: use the provider's.
    [[nodiscard]] std::shared_ptr<const credentials> refreshed_keys() noexcept {
        return std::move(refreshed_keys_);
    }
    reply succeeded(wire::response&& response);
    /// Ends the call with the last failure, completed with the data of the call.
    [[nodiscard]] failure end();
    /// Ends the call with the last failure. `reason`: why other credentials could not be loaded.
    [[nodiscard]] failure end_for_lack_of_others(std::string reason);
    /// Ends the call with a failure that is not an attempt's.
    [[nodiscard]] failure end(const failure& why);
    /// Ends a call that was cancelled.
    [[nodiscard]] failure canceled();

 private:
    static constexpr int max_replaced = 8;

    [[nodiscard]] std::string_view invocation_id() const noexcept {
        return {invocation_id_.data(), invocation_id_.size()};
    }
    [[nodiscard]] std::chrono::sys_seconds signing_time();
    [[nodiscard]] std::chrono::sys_seconds attempt_ends();
    void read_clock(const wire::response& response);
    [[nodiscard]] bool outlives_its_token(std::chrono::milliseconds pause) const;
    [[nodiscard]] retry::retry_class class_of(const failure& why);
    [[nodiscard]] failure with_clock_explained(failure why) const;
    [[nodiscard]] retry::failed_attempt describe(const failure& why, bool applied,
                                                 std::string_view retry_after);

    effects& world_;
    encoded_request& request_;  // the call's
    const retry_policy policy_;
    const std::array<char, 36> invocation_id_;

    const std::string* url_;  // the URL of the route; before the route is known, of the usual route
    std::shared_ptr<const std::string> endpoint_{};  // holds the route; null at first
    call_time time_;
    write_doubt doubt_;
    retry::retry_state retries_;
    std::optional<retry::send_rate_limiter::turn> turn_{};  // only set in adaptive mode
    sigv4::skew_state skew_;
    sigv4::wall_clock_time signed_at_{};  // the time of this machine's clock

    std::optional<failure> last_{};
    std::optional<transport::steady_time> first_sent_{};
    std::shared_ptr<const credentials> refreshed_keys_{};
    int replaced_ = 0;
    bool blamed_credentials_ = false;
    bool quota_spent_ = false;  // without this, the attempt would have been retried
    std::unique_ptr<observation> observed_{};
};

}  // namespace dynaco::detail
