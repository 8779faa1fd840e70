#pragma once

#include <chrono>

namespace dynaco::paging {

/// Computes how long to wait before each page, so that a reader consumes at most its capacity units per
/// second. Pure.
///
/// The units of a page are known only after its response. Therefore the next page waits for the units of the
/// page before it, divided by the rate, minus the time that has passed. Pages that are requested at the same
/// time reserve the units of the last page.
class rate_limit_state {
 public:
    using time_point = std::chrono::steady_clock::time_point;

    /// When a page may be requested, and the capacity units that are reserved for it.
    struct turn {
        std::chrono::milliseconds wait{};
        double reserved = 0;
    };

    /// The longest wait. Longer ones would overflow the clock.
    static constexpr std::chrono::hours longest{24};

    /// 0, a negative number or NaN: no limit.
    explicit rate_limit_state(double units_per_second = 0) noexcept : rate_(units_per_second) {}

    [[nodiscard]] turn next(time_point now) noexcept;
    /// Records that the page was received and consumed `units`.
    void settle(const turn& of, double units) noexcept;
    /// Returns the reserved units of a page that failed.
    void release(const turn& of) noexcept;

 private:
    [[nodiscard]] std::chrono::nanoseconds time_for(double units) const noexcept;

    double rate_;
    double last_price_ = 0;
    time_point free_at_{};  // when the next page may be requested
};

}  // namespace dynaco::paging
