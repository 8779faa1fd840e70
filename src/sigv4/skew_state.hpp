#pragma once

#include <dynaco/errors.hpp>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>

namespace dynaco::sigv4 {

using wall_clock_time = std::chrono::sys_time<std::chrono::milliseconds>;

/// The times of one exchange by two clocks: this machine's and the service's.
struct clock_reading {
    wall_clock_time sent{};   ///< When it was signed and sent, by this machine's clock.
    wall_clock_time ended{};  ///< When it ended, by this machine's clock.
    /// The time from sending to the response's head, by a steady clock.
    std::chrono::microseconds time_to_head{};
    std::optional<std::chrono::sys_seconds> date{};  ///< The service's clock: the Date header.
    bool from_cache = false;                         ///< An Age header: the date belongs to another exchange.
};

/// How far the service's clock is ahead of this machine's clock, measured from one exchange. @returns nothing
/// if the response has no date or came from a cache, if it took more than 15 minutes, if this machine's clock
/// jumped during the exchange, or if the clocks differ by more than a century.
[[nodiscard]] std::optional<std::chrono::milliseconds> measured_skew(const clock_reading& reading) noexcept;

/// The measured clock skew that all calls to one endpoint share. Thread-safe.
class shared_skew {
 public:
    [[nodiscard]] std::chrono::milliseconds get() const noexcept {
        return std::chrono::milliseconds(skew_.load(std::memory_order_relaxed));
    }
    void set(std::chrono::milliseconds skew) noexcept {
        skew_.store(skew.count(), std::memory_order_relaxed);
    }

 private:
    std::atomic<std::chrono::milliseconds::rep> skew_{0};
};

/// The clock skew that one call signs with. Decides whether a wrong clock was the reason for a refusal (rules
/// of the AWS SDKs of 2026). Every response corrects this skew and the shared one. Pure: times are arguments.
class skew_state {
 public:
    /// The service accepts clocks that differ by at most this time.
    static constexpr std::chrono::minutes tolerance{4};

    /// @param corrects  false: always signs with this machine's clock.
    skew_state(shared_skew& shared, bool corrects) noexcept
        : shared_(shared),
          corrects_(corrects),
          skew_(corrects ? shared.get() : std::chrono::milliseconds(0)) {}

    /// The signing time for the next attempt.
    [[nodiscard]] wall_clock_time signing_time(wall_clock_time now) noexcept {
        used_ = skew_;
        return now + used_;
    }
    /// Updates the skew from the response to the last attempt.
    void received(const clock_reading& reading) noexcept;

    /// Whether the last attempt was refused because of its date, so that another attempt can succeed.
    [[nodiscard]] bool explains(errc refusal) const noexcept;
    /// Whether to retry after this refusal: if `explains` is true and the skew is corrected. Also true, but
    /// only once per call, if this machine's clock jumped during the exchange (the machine slept, for
    /// example).
    [[nodiscard]] bool retries(errc refusal) noexcept;
    /// A message such as "this machine's clock is 7 min behind the service's", if that explains the refusal;
    /// otherwise empty.
    [[nodiscard]] std::string explanation(errc refusal) const;

 private:
    shared_skew& shared_;
    bool corrects_;
    bool jumped_ = false;        // the clock jumped during the last exchange
    bool retried_jump_ = false;  // an attempt was already repeated because of a jump
    std::chrono::milliseconds skew_{0};
    std::chrono::milliseconds used_{0};
    std::optional<std::chrono::milliseconds> measured_{};  // measured by the last response
};

}  // namespace dynaco::sigv4
