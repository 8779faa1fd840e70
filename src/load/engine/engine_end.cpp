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
    if (!ended) throw error(errc::canceled, {.operation = "load", .table = first_});
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

namespace {

// Writes that unsent writes had replaced.
void count_replaced_unsent(load_counts& of) {
    of.unsent +=
        of.accepted - (of.written + of.superseded + of.unmet + of.rejected + of.in_doubt + of.unsent);
}

}  // namespace

load_report engine::final_report() const {
    load_report report{counts_};
    report.tables = table_counts();
    store_.for_each([&](write_id id, const stored_write& write) {
        const auto what = is_in_doubt(id) ? &load_counts::in_doubt : &load_counts::unsent;
        ++(report.*what);
        ++((*std::ranges::find(report.tables, write.table->name, &load_table_counts::table)).*what);
    });
    count_replaced_unsent(report);
    for (load_table_counts& each : report.tables) count_replaced_unsent(each);
    if (began_) report.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now() - *began_);
    report.throttled_by = throttled_parts();
    report.stopped = stopped_ ? stopped_ : source_failed_;
    return report;
}

std::vector<load_table_counts> engine::table_counts() const {
    std::vector<load_table_counts> all;
    for (const loaded_table* each : described_)
        if (each->counts.accepted > 0) all.push_back({each->counts, each->name});
    return all;
}

std::vector<throttled_part> engine::throttled_parts() const {
    std::vector<throttled_part> parts = throttled_by_;
    for (const auto& each : state_.hot().report())
        parts.push_back(
            {.table = described_[each.table]->name, .hash_key = each.name, .times = each.refused});
    return parts;
}

load_progress engine::progress() {
    const guard lock(mutex_);
    load_progress current{counts_};
    current.in_flight = state_.requests_in_flight();
    current.pending = state_.order().pending();
    current.throttled_by = throttled_parts();
    current.tables = table_counts();
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
