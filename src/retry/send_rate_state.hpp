#pragma once

#include <chrono>

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

}  // namespace dynaco::retry
