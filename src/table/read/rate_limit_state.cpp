#include "table/read/rate_limit_state.hpp"

#include <algorithm>
#include <cmath>

namespace dynaco::paging {

using std::chrono::nanoseconds;

nanoseconds rate_limit_state::time_for(double units) const noexcept {
    const double most = std::chrono::duration<double>(longest).count();
    const double seconds = units / rate_;
    if (std::isnan(seconds)) return {};
    const std::chrono::duration<double> time(std::clamp(seconds, -most, most));
    return std::chrono::duration_cast<nanoseconds>(time);
}

rate_limit_state::turn rate_limit_state::next(time_point now) noexcept {
    if (!(rate_ > 0)) return {};
    const time_point begin = std::clamp(free_at_, now, now + longest);
    free_at_ = begin + time_for(last_price_);
    return {.wait = std::chrono::ceil<std::chrono::milliseconds>(begin - now), .reserved = last_price_};
}

void rate_limit_state::settle(const turn& of, double units) noexcept {
    if (!(rate_ > 0)) return;
    free_at_ += time_for(units - of.reserved);
    last_price_ = units;
}

void rate_limit_state::release(const turn& of) noexcept {
    if (rate_ > 0) free_at_ -= time_for(of.reserved);
}

}  // namespace dynaco::paging
