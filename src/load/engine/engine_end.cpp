#include "load/engine/engine.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <utility>

namespace dynaco::loading {

namespace asio = boost::asio;

awaitable<bool> engine::wait_until_idle() {
    const auto executor = co_await asio::this_coro::executor;
    for (;;) {
        const auto mine = std::make_shared<transport::bell>(executor, transport::steady_time::max());
        {
            guard lock(mutex_);
            if (is_idle()) co_return true;
            idle_.push_back(mine);
            pump(lock);
        }
        co_await mine->wait();
        mine->remove();
        const auto cancellation = co_await asio::this_coro::cancellation_state;
        const guard lock(mutex_);
        std::erase(idle_, mine);
        if (cancellation.cancelled() != asio::cancellation_type::none) co_return false;
    }
}

void engine::ring_idle() {
    for (const auto& each : idle_) each->ring();
}

awaitable<void> engine::flush() {
    {
        const guard lock(mutex_);
        ++hurry_;
    }
    const bool ended = co_await wait_until_idle();
    const guard lock(mutex_);
    --hurry_;
    if (!ended) throw error(errc::canceled, {.operation = "load", .table = table_});
    if (stopped_) throw error(*stopped_);
}

awaitable<load_report> engine::finish() {
    {
        const guard lock(mutex_);
        finished_ = true;
        ++hurry_;
    }
    if (!co_await wait_until_idle()) cancel();
    report_checkpoint();
    be_silent();
    const guard lock(mutex_);
    --hurry_;
    co_return final_report();
}

void engine::be_silent() noexcept {
    const std::lock_guard one_at_a_time(report_mutex_);
    is_silent_ = true;
}

load_report engine::final_report() {
    load_report report{counts_};
    for (write_id id = 0; id < writes_.size(); ++id) {
        if (!writes_[id]) continue;
        ++(is_in_doubt(id) ? report.in_doubt : report.unsent);
    }
    // Writes that were replaced by those that were not sent.
    report.unsent += report.accepted - (report.written + report.superseded + report.unmet + report.rejected +
                                        report.in_doubt + report.unsent);
    if (began_) report.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now() - *began_);
    report.throttled_by = throttled_parts();
    report.stopped = stopped_ ? stopped_ : source_failed_;
    return report;
}

std::vector<throttled_part> engine::throttled_parts() const {
    std::vector<throttled_part> parts = throttled_by_;
    for (const auto& each : state_.hot().report())
        parts.push_back({.table = table_, .hash_key = each.name, .times = each.refused});
    return parts;
}

load_progress engine::progress() {
    const guard lock(mutex_);
    load_progress current{counts_};
    current.in_flight = state_.requests_in_flight();
    current.pending = state_.order().pending();
    current.throttled_by = throttled_parts();
    current.bytes_read = bytes_read_;
    current.total_bytes = total_bytes_;
    if (!began_) return current;
    const time_point time = now();
    current.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(time - *began_);
    const double seconds = seconds_between(progress_at_ - options_.progress_interval, time);
    if (seconds <= 0) return current;
    current.writes_per_second = static_cast<double>(counts_.written - progress_before_.written) / seconds;
    current.write_units_per_second = (counts_.write_units - progress_before_.write_units) / seconds;
    return current;
}

}  // namespace dynaco::loading
