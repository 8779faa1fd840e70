#pragma once

#include <chrono>

namespace dynaco::paging {

/// How long to wait before each page so that a reader consumes no more than its capacity units per second.
///
/// A page is paid for after it came, for only then its price is known: the next one waits for the units of
/// the page before it, divided by the rate, less the time already gone. Pages that are asked for at once
/// reserve the price of the last one. Pure.
class rate_limit_state {
 public:
    using time_point = std::chrono::steady_clock::time_point;

    /// A page's turn: when it may be sent, and what it was put down for.
    struct turn {
        std::chrono::milliseconds wait{};
        double reserved = 0;
    };

    /// Longer waits are cut to this: more would overflow the clock.
    static constexpr std::chrono::hours longest{24};

    /// 0, and what is no rate: no limit.
    explicit rate_limit_state(double units_per_second = 0) noexcept : rate_(units_per_second) {}

    [[nodiscard]] turn next(time_point now) noexcept;
    /// The page came, and consumed `units`.
    void settle(const turn& of, double units) noexcept;
    /// The page failed.
    void release(const turn& of) noexcept;

 private:
    [[nodiscard]] std::chrono::nanoseconds time_for(double units) const noexcept;

    double rate_;
    double last_price_ = 0;
    time_point free_at_{};  // when all that is known to be consumed is paid for
};

}  // namespace dynaco::paging
