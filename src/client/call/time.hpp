#pragma once

#include "transport/effects.hpp"

#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>

#include <chrono>

namespace dynaco::detail {

/// How much time one call has, and where it goes.
class call_time {
 public:
    /// The call began at `begin`. What `wanted` leaves open is taken from `defaults`. `shared_end`: of
    /// several calls that share one deadline.
    call_time(effects& world, transport::steady_time begin, const call_options& wanted,
              const call_options& defaults,
              transport::steady_time shared_end = transport::steady_time::max());

    [[nodiscard]] transport::steady_time begin() const noexcept { return begin_; }
    [[nodiscard]] transport::steady_time deadline() const noexcept { return deadline_; }
    /// When an attempt that began with the phase under way ends at the latest.
    [[nodiscard]] transport::steady_time attempt_deadline() const;
    /// Whether it is too late to send anything.
    [[nodiscard]] bool late() const { return world_.now() >= deadline_; }
    /// The same, when the phase under way began.
    [[nodiscard]] bool over() const noexcept { return mark_ >= deadline_; }
    /// Whether the deadline is `call_options::until`, which came before the call's own.
    [[nodiscard]] bool ends_by_until() const noexcept { return ends_by_until_; }
    /// From the beginning to the deadline.
    [[nodiscard]] std::chrono::milliseconds allowed() const;

    /// From here on, time is spent on `what`.
    void enter(call_phase what);
    /// The time up to now goes to what is under way.
    void account();

    [[nodiscard]] call_phase phase() const noexcept { return phase_; }
    /// As far as it was accounted for.
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
