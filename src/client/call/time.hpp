#pragma once

#include "transport/effects.hpp"

#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>

#include <chrono>

namespace dynaco::detail {

/// `wanted` if it is set, otherwise `otherwise`; at most a year, because more would overflow the clock.
[[nodiscard]] std::chrono::milliseconds given_or(std::chrono::milliseconds wanted,
                                                 std::chrono::milliseconds otherwise) noexcept;
/// The time point that is `time` after `now`. More than a year counts as a year, a negative time as zero.
[[nodiscard]] transport::steady_time after(transport::steady_time now,
                                           std::chrono::milliseconds time) noexcept;

/// The deadline of one call, and the time it has spent in each phase.
class call_time {
 public:
    /// The call began at `begin`. Unset values of `wanted` are taken from `defaults`. `shared_end` is a
    /// deadline that several calls share.
    call_time(effects& world, transport::steady_time begin, const call_options& wanted,
              const call_options& defaults,
              transport::steady_time shared_end = transport::steady_time::max());

    [[nodiscard]] transport::steady_time begin() const noexcept { return begin_; }
    [[nodiscard]] transport::steady_time deadline() const noexcept { return deadline_; }
    /// The deadline of an attempt that began with the current phase.
    [[nodiscard]] transport::steady_time attempt_deadline() const;
    /// Whether the deadline has passed now. Reads the clock.
    [[nodiscard]] bool late() const { return world_.now() >= deadline_; }
    /// Whether the deadline had passed when time was last accounted. Does not read the clock.
    [[nodiscard]] bool over() const noexcept { return mark_ >= deadline_; }
    /// Whether `call_options::until` ends the call, because it is before the call's own deadline.
    [[nodiscard]] bool ends_by_until() const noexcept { return ends_by_until_; }
    /// The time from the beginning to the deadline.
    [[nodiscard]] std::chrono::milliseconds allowed() const;

    /// Accounts the time up to now, and begins the phase `what`.
    void enter(call_phase what);
    /// Adds the time up to now to the current phase.
    void account();

    [[nodiscard]] call_phase phase() const noexcept { return phase_; }
    /// The times of the phases, as far as accounted.
    [[nodiscard]] const phase_times& spent() const noexcept { return spent_; }
    [[nodiscard]] transport::steady_time accounted_until() const noexcept { return mark_; }

 private:
    effects& world_;
    std::chrono::milliseconds attempt_timeout_;
    transport::steady_time begin_;
    transport::steady_time deadline_;
    bool ends_by_until_;
    transport::steady_time mark_;
    call_phase phase_ = call_phase::none;
    phase_times spent_{};
};

}  // namespace dynaco::detail
