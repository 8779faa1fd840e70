#pragma once

#include <dynaco/errors.hpp>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>

namespace dynaco::sigv4 {

using wall_clock_time = std::chrono::sys_time<std::chrono::milliseconds>;

/// An exchange as two clocks saw it: this machine's and the service's.
struct clock_reading {
    wall_clock_time sent{};                    ///< When it was signed and sent, by this machine's clock.
    wall_clock_time ended{};                   ///< When it was over, by this machine's clock.
    std::chrono::microseconds time_to_head{};  ///< From sending to the reply's head, by a steady clock.
    std::optional<std::chrono::sys_seconds> date{};  ///< The service's clock: the Date header.
    bool from_cache = false;                         ///< An Age header: the date is of another exchange.
};

/// By how much the service's clock is ahead of this machine's, as far as the reading tells: nothing without a
/// date, from a cache, when the reply took more than 15 minutes, when this machine's clock jumped meanwhile,
/// or when the clocks are more than a century apart.
[[nodiscard]] std::optional<std::chrono::milliseconds> measured_skew(const clock_reading& reading) noexcept;

/// What all calls to one endpoint know of the service's clock. Thread-safe.
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

/// One call's idea of the service's clock, and whether a refusal was the clock's fault: the AWS SDKs' rules
/// of 2026. Every reply corrects it, and the shared one; no other healing is needed. Pure: times are
/// arguments.
class skew_state {
 public:
    /// Clocks this far apart and no farther make no difference to the service.
    static constexpr std::chrono::minutes tolerance{4};

    /// @param corrects  false: signs with this machine's clock whatever the service says.
    skew_state(shared_skew& shared, bool corrects) noexcept
        : shared_(shared),
          corrects_(corrects),
          skew_(corrects ? shared.get() : std::chrono::milliseconds(0)) {}

    /// The time to sign the attempt with that is about to be sent.
    [[nodiscard]] wall_clock_time signing_time(wall_clock_time now) noexcept {
        used_ = skew_;
        return now + used_;
    }
    /// Learns from the reply to that attempt.
    void received(const clock_reading& reading) noexcept;

    /// Whether the attempt was refused because of its date, so that another one will fare better.
    [[nodiscard]] bool explains(errc refusal) const noexcept;
    /// The same; true at most once for a date that had grown old before it was sent (the machine slept).
    [[nodiscard]] bool retries(errc refusal) noexcept;
    /// "this machine's clock is 7 min behind the service's", if it is and that explains the refusal; else
    /// empty.
    [[nodiscard]] std::string explanation(errc refusal) const;

 private:
    shared_skew& shared_;
    bool corrects_;
    bool jumped_ = false;        // the clock did, during the last exchange
    bool retried_jump_ = false;  // an attempt was repeated for that
    std::chrono::milliseconds skew_{0};
    std::chrono::milliseconds used_{0};
    std::optional<std::chrono::milliseconds> measured_{};  // by the last reply
};

}  // namespace dynaco::sigv4
