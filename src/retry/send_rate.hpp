#pragma once

#include <dynaco/errors.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::retry {

/// How fast requests may be sent to something that throttles (AWS adaptive retries: CUBIC over a token
/// bucket). There is no limit until the first throttling, and none any more once it has not throttled for
/// long. Pure: times are arguments and never go back.
class send_rate_state {
 public:
    using time_point = std::chrono::steady_clock::time_point;
    using seconds = std::chrono::duration<double>;

    /// Without throttling for this long the limit is gone. CUBIC is back at the rate that was throttled after
    /// cbrt(0.75 × rate) seconds: 9 s at 1000/s.
    static constexpr std::chrono::minutes forgets_after{5};

    explicit send_rate_state(time_point now) noexcept;

    /// How long until `tokens` can be taken; zero: at once. `tokens` beyond the capacity are for waiting
    /// lines, whose heads take theirs meanwhile.
    [[nodiscard]] seconds wait_for(double tokens, time_point now) noexcept;
    /// Takes a token, which must be there.
    void take() noexcept;
    /// Counts an answer. The rate rises by each that is no throttling and falls by each that is.
    void answered(bool throttled, time_point now) noexcept;

    /// The rate to which one that was throttled at `max_rate` has grown by now.
    [[nodiscard]] static double grown(double max_rate, seconds since_throttled) noexcept;

    [[nodiscard]] bool limited() const noexcept { return limited_; }
    /// Tokens per second.
    [[nodiscard]] double rate() const noexcept { return fill_rate_; }
    /// Answers per second, smoothed.
    [[nodiscard]] double measured() const noexcept { return measured_; }

 private:
    void refill(double now) noexcept;
    void measure(double now) noexcept;
    void set_rate(double rate, double now) noexcept;

    bool limited_ = false;
    double fill_rate_ = 0;
    double capacity_ = 0;
    double tokens_ = 0;
    double filled_at_;
    double measured_ = 0;
    double measured_at_;   // the half second up to which it is
    double answers_ = 0;   // since then
    double max_rate_ = 0;  // when it throttled last
    double throttled_at_;
};

/// What a request takes throughput of.
struct send_rate_scope {
    /// Tables and indexes by their names in ARNs: "accounts", "accounts/index/by_email".
    std::vector<std::string> resources{};
    bool writes = false;
};

/// Keeps requests from being sent faster than what they read or write lets pass: one `send_rate_state` for
/// reading and one for writing each table and index, so that one that is too hot slows no other. A write of a
/// table counts for its indexes as well, as soon as they throttle it.
///
/// Thread-safe. States that nobody used for `send_rate_state::forgets_after` are dropped; beyond `max_states`
/// what is new is not limited.
class send_rate_limiter {
 public:
    using time_point = send_rate_state::time_point;
    class turn;

    static constexpr std::size_t max_states = 4096;
    /// Rates may rise while one waits: waiting longer than this is done in parts.
    static constexpr std::chrono::milliseconds longest_wait{500};

    /// Of resources that are limited now.
    [[nodiscard]] std::size_t limited() const;
    [[nodiscard]] std::size_t states() const;

 private:
    struct state {
        send_rate_state rate;
        time_point used;
        std::vector<std::uint64_t> line{};  // of turns that wait here, the oldest first
    };
    using state_map = std::map<std::string, state, std::less<>>;

    state* at(const std::string& key, time_point now);
    state* at(const std::string& key, const std::string& like, time_point now);
    void leave(const std::string& key, std::uint64_t number);
    void forget(time_point now);
    [[nodiscard]] std::vector<std::string> keys_of(const send_rate_scope& scope) const;
    [[nodiscard]] std::vector<std::string> blamed(const send_rate_scope& scope,
                                                  std::span<const throttling_reason> reasons) const;

    mutable std::mutex mutex_;  // guards all below
    state_map states_;
    std::uint64_t turns_ = 0;
    time_point forget_at_{};
};

/// A request's place in the lines it waits in; gives it up when it dies.
class send_rate_limiter::turn {
 public:
    turn(send_rate_limiter& of, send_rate_scope scope) : of_(of), scope_(std::move(scope)) {}
    turn(const turn&) = delete;
    turn& operator=(const turn&) = delete;
    ~turn();

    /// Takes a token of everything in the scope, if there are some for all. @returns zero then, else how long
    /// to wait before asking again; nothing was taken.
    [[nodiscard]] std::chrono::milliseconds next(time_point now);
    /// Counts the answer to what was sent. `reasons` are those of a throttled request: without any, all that
    /// the request is about is taken for throttled.
    void answered(bool throttled, std::span<const throttling_reason> reasons, time_point now);

 private:
    send_rate_limiter& of_;
    const send_rate_scope scope_;
    std::uint64_t number_ = 0;  // 0: has not waited yet
    std::string waits_at_;
};

}  // namespace dynaco::retry
