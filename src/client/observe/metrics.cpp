#include "client/observe/metric_counts.hpp"
#include "client/observe/metrics_text.hpp"

#include <dynaco/observing.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <utility>

namespace dynaco {
namespace {

constexpr std::string_view others = "other";

std::size_t number_of_this_thread() noexcept {
    static std::atomic<std::size_t> next{0};
    thread_local const std::size_t mine = next.fetch_add(1, std::memory_order_relaxed);
    return mine;
}

errc outcome_of(const failure* why) noexcept { return why ? why->cause() : errc{}; }

}  // namespace

// Each thread counts in one of 16 stripes. Few threads share a stripe, so its lock is nearly always free.
struct metrics::state {
    struct alignas(64) stripe {
        std::mutex mutex;  // guards the counts
        detail::metric_counts counts;
    };

    explicit state(const metrics_options& options)
        : tables(options.max_tables), indexes(options.max_tables * 20) {}

    template <class Count>
    void count(const Count& with) {
        stripe& mine = stripes[number_of_this_thread() % stripes.size()];
        const std::lock_guard lock(mine.mutex);
        with(mine.counts);
    }
    [[nodiscard]] detail::metric_counts sum() {
        detail::metric_counts all;
        for (stripe& each : stripes) {
            const std::lock_guard lock(each.mutex);
            all += each.counts;
        }
        return all;
    }

    // Names that are counted already are found without a second lock and without an allocation.
    template <class Map, class Limit>
    static auto& entry(Map& all, detail::label_order::view key, const Limit& limit) {
        if (const auto at = all.find(key); at != all.end()) return at->second;
        limit(key);
        if (const auto at = all.find(key); at != all.end()) return at->second;
        return all[{std::string(key.first), std::string(key.second)}];
    }

    detail::call_counts& of(detail::metric_counts& counts, const observed_call& call) {
        return entry(counts.calls, {call.operation, call.table}, [&](detail::label_order::view& key) {
            if (!key.second.empty() && !tables.admits(key.second)) key.second = others;
        });
    }
    detail::capacity_counts& of(detail::metric_counts& counts, std::string_view table,
                                std::string_view index) {
        return entry(counts.capacity, {table, index}, [&](detail::label_order::view& key) {
            if (!tables.admits(table)) key.first = others;
            if (!index.empty() && !indexes.admits(std::string(key.first) + '/' + std::string(index)))
                key.second = others;
        });
    }
    void add(detail::metric_counts& counts, const consumed_capacity& each);

    detail::label_limit tables;
    detail::label_limit indexes;
    std::array<stripe, 16> stripes;
};

// The units of a table include those of its indexes. Only writes consume units of the table and of several
// indexes at once.
void metrics::state::add(detail::metric_counts& counts, const consumed_capacity& each) {
    const bool wrote = each.write_capacity_units > 0;
    double of_indexes = 0;
    for (const auto& [index, units] : each.indexes) {
        auto& there = of(counts, each.table_name, index);
        (wrote ? there.write_units : there.read_units) += units;
        of_indexes += units;
    }
    auto& own = of(counts, each.table_name, {});
    own.read_units += std::max(0.0, each.read_capacity_units - (wrote ? 0 : of_indexes));
    own.write_units += std::max(0.0, each.write_capacity_units - (wrote ? of_indexes : 0));
}

metrics::metrics(metrics_options options) : state_(std::make_unique<state>(options)) {}
metrics::~metrics() = default;

void metrics::call_begun(const observed_call&) {
    state_->count([](detail::metric_counts& counts) { ++counts.begun; });
}

void metrics::attempt_ended(const attempt_event& event) {
    state_->count([&](detail::metric_counts& counts) {
        counts.sent_on_opened += event.connection == connection_use::opened ? 1 : 0;
        counts.sent_on_reused += event.connection == connection_use::reused ? 1 : 0;
        counts.stale_replaced += static_cast<std::uint64_t>(event.stale_replaced);
        detail::call_counts& of = state_->of(counts, event.call);
        ++of.attempts[outcome_of(event.why)];
        if (event.connection != connection_use::none) of.exchanges.add(event.times.exchange);
        of.request_bytes += event.request_bytes;
        of.reply_bytes += event.reply_bytes;
    });
}

void metrics::retry_decided(const retry_event& event) {
    state_->count(
        [&](detail::metric_counts& counts) { ++state_->of(counts, event.call).retries[event.why.cause()]; });
}

void metrics::call_ended(const call_event& event) {
    state_->count([&](detail::metric_counts& counts) {
        ++counts.ended;
        counts.times.credentials += event.times.credentials;
        counts.times.lease += event.times.lease;
        counts.times.exchange += event.times.exchange;
        counts.times.backoff += event.times.backoff;
        detail::call_counts& of = state_->of(counts, event.call);
        ++of.calls[outcome_of(event.why)];
        (event.why ? of.failed : of.succeeded).add(event.duration);
        for (const consumed_capacity& each : event.capacity) state_->add(counts, each);
    });
}

std::string metrics::to_prometheus() const { return detail::prometheus_text_of(state_->sum()); }

std::chrono::microseconds metrics::quantile(std::string_view operation, double q) const {
    detail::latency_histogram all;
    for (const auto& [labels, counts] : state_->sum().calls)
        if (labels.first == operation) all += counts.succeeded;
    return all.quantile(q);
}

std::chrono::microseconds metrics::quantile(std::string_view operation, std::string_view table,
                                            double q) const {
    const detail::metric_counts all = state_->sum();
    const auto at = all.calls.find(detail::label_order::view(operation, table));
    return at == all.calls.end() ? std::chrono::microseconds{} : at->second.succeeded.quantile(q);
}

void metrics::reset() {
    for (state::stripe& each : state_->stripes) {
        const std::lock_guard lock(each.mutex);
        each.counts = detail::metric_counts{.begun = each.counts.begun, .ended = each.counts.ended};
    }
}

}  // namespace dynaco
