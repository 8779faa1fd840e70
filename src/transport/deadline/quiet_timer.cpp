#include "transport/deadline/quiet_timer.hpp"

namespace dynaco::transport {

quiet_timer::quiet_timer(const boost::asio::any_io_executor& executor) : timer_(std::in_place, executor) {
    if (const auto* const io = executor.target<boost::asio::io_context::executor_type>()) io_ = *io;
}

// The timer stays set, because it is usually needed again soon.
std::optional<steady_time> quiet_timer::rest() {
    if (resting_ || scheduled_ == steady_time::max()) return std::nullopt;
    if (!io_) {
        const auto soon = std::chrono::steady_clock::now() + linger;
        return scheduled_ > soon ? std::optional(soon) : std::nullopt;
    }
    resting_ = true;
    io_->on_work_finished();
    return std::nullopt;
}

void quiet_timer::work() {
    if (!resting_) return;
    resting_ = false;
    io_->on_work_started();
}

void quiet_timer::forget_context() noexcept {
    timer_.reset();
    io_.reset();
    resting_ = false;
    scheduled_ = steady_time::max();
}

}  // namespace dynaco::transport
