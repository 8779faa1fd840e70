#pragma once

#include "simulation/schedule.hpp"
#include "simulation/timeline.hpp"

#include <chrono>
#include <optional>

namespace dynaco::simulation {

/// Decides which calls must know the service's time. A call must know it if it got a response after the last
/// change of the machine's clock, or if it began after another call got one.
class clock_watch {
 public:
    static constexpr std::chrono::minutes tolerance{5};

    clock_watch(const weather& sky, const timeline& time) noexcept : sky_(sky), time_(time) {}

    [[nodiscard]] static bool is_far(std::chrono::seconds off) noexcept {
        return std::chrono::abs(off) > tolerance;
    }
    /// A response arrived for a request that was sent at `sent`.
    void told(steady_time sent) noexcept {
        if (sent < touched()) return;
        if (!known_ || *known_ < touched()) known_ = time_.now();
    }
    /// Whether a call must know the service's time. It began at `began`; `sent` is when it sent the last
    /// request that got a response.
    [[nodiscard]] bool must_know(steady_time began, std::optional<steady_time> sent) const noexcept {
        return (sent && *sent >= touched()) || (known_ && *known_ >= touched() && *known_ < began);
    }

 private:
    // When the machine's clock was last changed.
    [[nodiscard]] steady_time touched() const noexcept {
        const steady_time right = timeline::start + sky_.clock_set_right.value_or(milliseconds(0));
        return time_.now() < right ? timeline::start : right;
    }

    const weather& sky_;
    const timeline& time_;
    std::optional<steady_time> known_{};
};

}  // namespace dynaco::simulation
