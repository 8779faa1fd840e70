#include "client/observe/metric_counts.hpp"

namespace dynaco::detail {
namespace {

void add(counts_by_outcome& to, const counts_by_outcome& more) {
    for (const auto& [outcome, count] : more) to[outcome] += count;
}

}  // namespace

call_counts& call_counts::operator+=(const call_counts& other) {
    add(calls, other.calls);
    add(attempts, other.attempts);
    add(retries, other.retries);
    succeeded += other.succeeded;
    failed += other.failed;
    exchanges += other.exchanges;
    request_bytes += other.request_bytes;
    reply_bytes += other.reply_bytes;
    return *this;
}

metric_counts& metric_counts::operator+=(const metric_counts& other) {
    for (const auto& [labels, counts] : other.calls) calls[labels] += counts;
    for (const auto& [labels, units] : other.capacity) {
        capacity[labels].read_units += units.read_units;
        capacity[labels].write_units += units.write_units;
    }
    begun += other.begun;
    ended += other.ended;
    sent_on_opened += other.sent_on_opened;
    sent_on_reused += other.sent_on_reused;
    stale_replaced += other.stale_replaced;
    times.credentials += other.times.credentials;
    times.lease += other.times.lease;
    times.exchange += other.times.exchange;
    times.backoff += other.times.backoff;
    return *this;
}

}  // namespace dynaco::detail
