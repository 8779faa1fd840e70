#include "load/engine/engine.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <utility>

namespace dynaco::loading {

namespace asio = boost::asio;

awaitable<bool> engine::wait_until_idle() {
    const auto executor = co_await asio::this_coro::executor;
    for (;;) {
        listed_bell mine(executor, mutex_, idle_);
        {
            guard lock(mutex_);
            if (is_idle()) co_return true;
            mine.enlist();
            pump(lock);
        }
        co_await mine.wait();
        const auto cancellation = co_await asio::this_coro::cancellation_state;
        if (cancellation.cancelled() != asio::cancellation_type::none) co_return false;
    }
}

void engine::ring_idle() {
    for (const auto& each : idle_) each->ring();
}

engine::raised engine::hurry() {
    const guard lock(mutex_);
    return {*this, hurry_};
}

awaitable<void> engine::flush() {
    const raised hurrying = hurry();
    const bool ended = co_await wait_until_idle();
    const guard lock(mutex_);
    if (!ended) throw error(errc::canceled, {.operation = "load", .table = first_});
    if (const failure* const why = end_of_all()) throw error(*why);
    for (const auto& [name, table] : tables_)
        if (table->stopped) throw error(*table->stopped);
}

awaitable<load_report> engine::finish() {
    {
        const guard lock(mutex_);
        finished_ = true;
    }
    const raised hurrying = hurry();
    if (!co_await wait_until_idle()) cancel();
    report_checkpoint();
    be_silent();
    const guard lock(mutex_);
    keeper_.wake_now();  // its coroutine has nothing to wait for
    co_return final_report();
}

namespace {

// Writes that unsent writes had replaced.
void count_replaced_unsent(load_counts& of) {
    of.unsent +=
        of.accepted - (of.written + of.superseded + of.unmet + of.rejected + of.in_doubt + of.unsent);
}

}  // namespace

load_report engine::final_report() const {
    load_report report{tally_.counts()};
    report.tables = table_counts();
    store_.for_each([&](write_id id, const stored_write& write) {
        const auto what = is_in_doubt(id) ? &load_counts::in_doubt : &load_counts::unsent;
        ++(report.*what);
        ++((*std::ranges::find(report.tables, write.table->name, &load_table_counts::table)).*what);
    });
    count_replaced_unsent(report);
    for (load_table_counts& each : report.tables) count_replaced_unsent(each);
    report.before = tally_.kept();
    report.elapsed = tally_.elapsed(now());
    report.outage = outage_.total(now());
    report.throttled_by = throttled_parts();
    report.stopped = source_failed_;
    if (const failure* const why = end_of_all()) report.stopped = *why;
    for (const load_table_counts& each : report.tables)
        if (!report.stopped) report.stopped = each.stopped;
    return report;
}

std::vector<load_table_counts> engine::table_counts() const {
    std::vector<load_table_counts> all;
    const auto add = [&all](const loaded_table& each) {
        if (each.counts.accepted > 0 || each.stopped) all.push_back({each.counts, each.name, each.stopped});
    };
    for (const loaded_table* each : described_) add(*each);
    for (const auto& [name, each] : tables_)
        if (!each->is_described) add(*each);
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
    const time_point time = now();
    load_progress current = tally_.progress(time);
    current.in_flight = state_.requests_in_flight();
    current.pending = state_.order().pending();
    current.throttled_by = throttled_parts();
    current.tables = table_counts();
    current.bytes_done = bytes_.at(tally_.ended());
    current.bytes_read = std::max(bytes_read_, current.bytes_done);  // or an earlier load has read it
    current.bytes_before = bytes_before_;
    current.total_bytes = total_bytes_;
    current.failing = outage_.why();
    current.failing_for = outage_.current(time);
    current.outage = outage_.total(time);
    return current;
}

}  // namespace dynaco::loading
