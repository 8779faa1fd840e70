#include "load/pace/outage_time.hpp"

#include <algorithm>

namespace dynaco::loading {

void outage_time::failed(time_point sent_at, time_point now, const failure& why) {
    if (!why_) since_ = std::min(std::max(sent_at, answered_at_), now);
    why_ = why;
}

void outage_time::answered(time_point now) noexcept {
    if (why_) before_ += now - since_;
    why_.reset();
    answered_at_ = now;
}

std::chrono::milliseconds outage_time::current(time_point now) const noexcept {
    if (!why_) return {};
    return std::chrono::duration_cast<std::chrono::milliseconds>(now - since_);
}

std::chrono::milliseconds outage_time::total(time_point now) const noexcept {
    const nanoseconds running = why_ ? nanoseconds(now - since_) : nanoseconds{};
    return std::chrono::duration_cast<std::chrono::milliseconds>(before_ + running);
}

}  // namespace dynaco::loading
