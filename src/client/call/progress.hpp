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

/// One call's way through the loop: what each of its parts learns of every step, what they decide together,
/// and what is to be said of the call in the end.
class call_loop::progress {
 public:
    progress(call_loop& loop, encoded_request& request, const call_options& options,
             transport::steady_time begun, transport::steady_time shared_end);
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;
    ~progress();

    [[nodiscard]] const encoded_request& request() const noexcept { return request_; }
    [[nodiscard]] const call_time& time() const noexcept { return time_; }
    [[nodiscard]] std::string_view invocation_id() const noexcept {
        return {invocation_id_.data(), invocation_id_.size()};
    }
    [[nodiscard]] int attempt() const noexcept { return retries_.attempts(); }
    /// As far as it is known before the last.
    [[nodiscard]] int max_attempts() const noexcept { return std::max(policy_.max_attempts, attempt()); }

    void begin_attempt();
    /// Where the attempt goes.
    void goes_to(const route& where);
    /// What the call does from here on.
    void enter(call_phase what) { time_.enter(what); }
    /// A request goes out on this connection now.
    void sending(bool used_before, const transport::opening_times& opened_in);
    /// That is over.
    void exchanged(std::size_t head_size, const transport::exchange_result& outcome);
    /// The time to sign with: the service's, as far as it is known.
    [[nodiscard]] std::chrono::sys_seconds signing_time();
    /// By the same clock, when the attempt that begins now ends at the latest.
    [[nodiscard]] std::chrono::sys_seconds attempt_ends();
    /// A connection that the peer had closed is replaced unseen, within reason. `sent`: it was closed after
    /// the request had gone out, or as it did.
    [[nodiscard]] bool replace_stale(bool sent) noexcept;

    /// How long to wait before asking again whether the attempt may be sent; zero: it may.
    [[nodiscard]] std::chrono::milliseconds until_turn();
    /// Tells the limiter what came of an attempt that was sent; null: success.
    void answered(const failure* why);
    /// The end of a call whose time passed while it waited for its turn.
    [[nodiscard]] failure held_up();

    /// Notes a failed attempt. @returns how long to wait before the next, or nothing if this is the end.
    std::optional<std::chrono::milliseconds> failed(failure why, bool sent,
                                                    std::string_view retry_after = {});
    /// Whether the last attempt failed because of its credentials; true once at most.
    [[nodiscard]] bool blames_credentials() noexcept;
    /// Whether there is time and an attempt left.
    [[nodiscard]] bool may_go_on() const;
    /// The next attempt is made at once, with these.
    void go_on_with(std::shared_ptr<const credentials> refreshed);
    /// Those, once; null: the provider's.
    [[nodiscard]] std::shared_ptr<const credentials> refreshed_keys() noexcept {
        return std::move(refreshed_keys_);
    }
    reply succeeded(wire::response&& response);
    /// The last failure, with all that is known of the call.
    [[nodiscard]] failure end();
    /// The same, with the reason why there are no other credentials.
    [[nodiscard]] failure end_for_lack_of_others(std::string reason);
    /// The same for a failure that is not an attempt's.
    [[nodiscard]] failure end(const failure& why);
    /// The end of a call that was cancelled.
    [[nodiscard]] failure canceled();

 private:
    static constexpr int max_replaced = 8;

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

    std::shared_ptr<const std::string> endpoint_;
    call_time time_;
    write_doubt doubt_;
    retry::retry_state retries_;
    std::optional<retry::send_rate_limiter::turn> turn_{};  // in adaptive mode only
    sigv4::skew_state skew_;
    sigv4::wall_clock_time signed_at_{};  // by this machine's clock

    std::optional<failure> last_{};
    std::optional<transport::steady_time> first_sent_{};
    std::shared_ptr<const credentials> refreshed_keys_{};
    int replaced_ = 0;
    bool blamed_credentials_ = false;
    bool quota_spent_ = false;  // and would have been repeated otherwise
    std::unique_ptr<observation> observed_{};
};

}  // namespace dynaco::detail
