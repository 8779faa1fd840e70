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

/// The rate limit for requests to one resource that throttles (AWS adaptive retries: CUBIC over a token
/// bucket). The limit begins with the first throttling. It ends when there was no throttling for
/// `forgets_after`. Pure: times are arguments; they must not decrease.
class send_rate_state {
 public:
    using time_point = std::chrono::steady_clock::time_point;
    using seconds = std::chrono::duration<double>;

    /// After this time without throttling, the limit ends. CUBIC reaches the rate that was throttled again
    /// after cbrt(0.75 × rate) seconds: 9 s at 1000/s.
    static constexpr std::chrono::minutes forgets_after{5};

    explicit send_rate_state(time_point now) noexcept;

    /// The time until `tokens` can be taken; zero: now. `tokens` may be larger than the capacity, for a
    /// request in a queue: the requests before it take their tokens meanwhile.
    [[nodiscard]] seconds wait_for(double tokens, time_point now) noexcept;
    /// Takes a token, which must be available.
    void take() noexcept;
    /// Counts a response. A throttled one lowers the rate; any other one raises it.
    void answered(bool throttled, time_point when) noexcept;

    /// The rate at the time `since_throttled` after throttling at `max_rate`.
    [[nodiscard]] static double grown(double max_rate, seconds since_throttled) noexcept;

    [[nodiscard]] bool limited() const noexcept { return limited_; }
    /// Tokens per second.
    [[nodiscard]] double rate() const noexcept { return fill_rate_; }
    /// Responses per second, smoothed.
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
    double measured_at_;   // the half second up to which `measured_` counts
    double answers_ = 0;   // responses since then
    double max_rate_ = 0;  // the rate at the last throttling
    double throttled_at_;
};

/// The resources whose throughput a request uses.
struct send_rate_scope {
    /// Tables and indexes by their names in ARNs: "accounts", "accounts/index/by_email".
    std::vector<std::string> resources{};
    bool writes = false;
};

/// Limits how fast requests are sent to tables and indexes that throttle. Each table and each index has one
/// `send_rate_state` for reading and one for writing, so a hot one does not slow down others. A write to a
/// table also counts for its indexes that throttle writes.
///
/// Thread-safe. States that were not used for `send_rate_state::forgets_after` are removed. If there are
/// `max_states` states, requests to new resources are not limited.
class send_rate_limiter {
 public:
    using time_point = send_rate_state::time_point;
    class turn;

    static constexpr std::size_t max_states = 4096;
    /// The longest single wait. Longer waits are divided, because the rate may rise meanwhile.
    static constexpr std::chrono::milliseconds longest_wait{500};

    /// The number of states that are limited now.
    [[nodiscard]] std::size_t limited() const;
    /// The number of states.
    [[nodiscard]] std::size_t states() const;

 private:
    struct state {
        send_rate_state rate;
        time_point used;
        std::vector<std::uint64_t> line{};  // numbers of the turns that wait here, the oldest first
    };
    using state_map = std::map<std::string, state, std::less<>>;

    state* at(const std::string& name, time_point now);
    state* at(const std::string& name, const std::string& like, time_point now);
    void leave(const std::string& name, std::uint64_t number);
    void forget(time_point now);
    [[nodiscard]] std::vector<std::string> keys_of(const send_rate_scope& scope) const;
    [[nodiscard]] std::vector<std::string> blamed(const send_rate_scope& scope,
                                                  std::span<const throttling_reason> reasons) const;

    mutable std::mutex mutex_;  // guards the members below
    state_map states_;
    std::uint64_t turns_ = 0;
    time_point forget_at_{};
};

/// The position of one request in the queues. The destructor leaves the queue.
class send_rate_limiter::turn {
 public:
    turn(send_rate_limiter& of, send_rate_scope scope) : of_(of), scope_(std::move(scope)) {}
    turn(const turn&) = delete;
    turn& operator=(const turn&) = delete;
    ~turn();

    /// Takes a token from each resource in the scope if all have one, and returns zero. Otherwise it takes
    /// none and returns the time to wait before the next call of `next`.
    [[nodiscard]] std::chrono::milliseconds next(time_point now);
    /// Counts the response to the request. `reasons` are those of a throttled request; if it has none, all
    /// resources in the scope count as throttled.
    void answered(bool throttled, std::span<const throttling_reason> reasons, time_point now);

 private:
    send_rate_limiter& of_;
    const send_rate_scope scope_;
    std::uint64_t number_ = 0;  // 0: does not wait
    std::string waits_at_;
};

}  // namespace dynaco::retry
