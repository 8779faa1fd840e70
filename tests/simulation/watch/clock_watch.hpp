#pragma once

#include "simulation/schedule.hpp"
#include "simulation/timeline.hpp"

#include <chrono>
#include <optional>

namespace dynaco::simulation {

/// Who must know the service's time: whoever got a reply since the machine's clock was last touched, and
/// whoever began after somebody did.
class clock_watch {
 public:
    static constexpr std::chrono::minutes tolerance{5};

    clock_watch(const weather& sky, const timeline& time) noexcept : sky_(sky), time_(time) {}

    [[nodiscard]] static bool is_far(std::chrono::seconds off) noexcept {
        return std::chrono::abs(off) > tolerance;
    }
    /// A reply came to a request that was sent at `sent`.
    void told(steady_time sent) noexcept {
        if (sent < touched()) return;
        if (!known_ || *known_ < touched()) known_ = time_.now();
    }
    /// Whether a call that began at `began` and had its last reply to a request of `sent` must know it.
    [[nodiscard]] bool must_know(steady_time began, std::optional<steady_time> sent) const noexcept {
        return (sent && *sent >= touched()) || (known_ && *known_ >= touched() && *known_ < began);
    }

 private:
    // Since when the machine's clock has not been touched.
    [[nodiscard]] steady_time touched() const noexcept {
        const steady_time right = timeline::start + sky_.clock_set_right.value_or(milliseconds(0));
        return time_.now() < right ? timeline::start : right;
    }

    const weather& sky_;
    const timeline& time_;
    std::optional<steady_time> known_{};
};

}  // namespace dynaco::simulation
