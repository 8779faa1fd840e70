#pragma once

#include "load/pace/pace_clock.hpp"

#include <dynaco/errors.hpp>

#include <chrono>
#include <optional>

namespace dynaco::loading {

/// The time in which requests failed because the service or the network was unavailable, and none was
/// answered. Pure.
///
/// An outage begins when the first request that failed was sent, but not before the last answer. It ends with
/// the next answer, also with one that throttles or refuses a request.
class outage_time {
 public:
    /// A request failed.
    void failed(time_point sent_at, time_point now, const failure& why);
    /// The service answered a request.
    void answered(time_point now) noexcept;

    /// Why the last request failed. It has a value only during an outage.
    [[nodiscard]] const std::optional<failure>& why() const noexcept { return why_; }
    /// The time since the beginning of the present outage. Zero without an outage.
    [[nodiscard]] std::chrono::milliseconds current(time_point now) const noexcept;
    /// The time of all outages until now.
    [[nodiscard]] std::chrono::milliseconds total(time_point now) const noexcept;

 private:
    std::optional<failure> why_{};
    time_point since_{};
    time_point answered_at_{};
    nanoseconds before_{};  // the time of the outages that are over
};

}  // namespace dynaco::loading
