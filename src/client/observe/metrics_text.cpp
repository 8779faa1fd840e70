#include "client/observe/metric_counts.hpp"
#include "client/observe/prometheus_writer.hpp"

#include <dynaco/errors.hpp>

#include <algorithm>
#include <chrono>

namespace dynaco::detail {
namespace {

using labels = prometheus_writer::labels;

std::string_view outcome_name(errc outcome) { return outcome == errc{} ? "success" : name_of(outcome); }

double seconds(std::chrono::microseconds time) { return static_cast<double>(time.count()) / 1e6; }

template <class Sample>
void for_each_call(const metric_counts& all, const Sample& sample) {
    for (const auto& [key, counts] : all.calls) sample(key.first, key.second, counts);
}

void by_outcome(prometheus_writer& out, const metric_counts& all, counts_by_outcome call_counts::*which,
                std::string_view label) {
    for_each_call(all, [&](std::string_view operation, std::string_view table, const call_counts& counts) {
        for (const auto& [outcome, count] : counts.*which)
            out.sample({{"operation", operation}, {"table", table}, {label, outcome_name(outcome)}}, count);
    });
}

// Writes three buckets for each power of ten: 1, 2.5 and 5. This is enough for graphs and needs far fewer
// series than the counted buckets.
void histogram(prometheus_writer& out, std::string_view operation, std::string_view table,
               std::string_view success, const latency_histogram& h) {
    const auto bucket = [&](std::string_view le, std::uint64_t count) {
        out.sample("_bucket", {{"operation", operation}, {"table", table}, {"success", success}, {"le", le}},
                   std::to_string(count));
    };
    const auto& bounds = latency_histogram::bounds;
    for (std::size_t i = 0; i < bounds.size(); ++i)
        if (i % 10 == 0 || i % 10 == 4 || i % 10 == 7)
            bucket(prometheus_writer::number(seconds(bounds[i])), h.count_up_to(i));
    bucket("+Inf", h.count());
    const labels plain{{"operation", operation}, {"table", table}, {"success", success}};
    out.sample("_sum", plain, prometheus_writer::number(seconds(h.sum())));
    out.sample("_count", plain, std::to_string(h.count()));
}

void write_calls(prometheus_writer& out, const metric_counts& all) {
    out.family("dynaco_calls_in_flight", "gauge", "Calls that are running now.");
    out.sample({},
               all.begun - std::min(all.begun, all.ended));  // the threads' counts are not read at one moment
    out.family("dynaco_calls_total", "counter", "Calls that have ended, by outcome.");
    by_outcome(out, all, &call_counts::calls, "outcome");
    out.family("dynaco_call_duration_seconds", "histogram",
               "Time from the start of a call to its end, including all attempts and backoff.");
    for_each_call(all, [&](std::string_view operation, std::string_view table, const call_counts& c) {
        if (c.succeeded.count() > 0) histogram(out, operation, table, "true", c.succeeded);
        if (c.failed.count() > 0) histogram(out, operation, table, "false", c.failed);
    });
    out.family("dynaco_phase_seconds_total", "counter", "Time that calls spent in each phase.");
    out.sample({{"phase", "credentials"}}, seconds(all.times.credentials));
    out.sample({{"phase", "lease"}}, seconds(all.times.lease));
    out.sample({{"phase", "exchange"}}, seconds(all.times.exchange));
    out.sample({{"phase", "backoff"}}, seconds(all.times.backoff));
}

std::uint64_t throttled(const counts_by_outcome& attempts) {
    std::uint64_t sum = 0;
    for (const auto& [outcome, count] : attempts)
        if (make_error_code(outcome) == make_error_condition(condition::throttled)) sum += count;
    return sum;
}

void write_attempts(prometheus_writer& out, const metric_counts& all) {
    out.family("dynaco_attempts_total", "counter", "Attempts (HTTP requests of calls), by outcome.");
    by_outcome(out, all, &call_counts::attempts, "outcome");
    out.family("dynaco_throttles_total", "counter", "Attempts that were throttled.");
    for_each_call(all, [&](std::string_view operation, std::string_view table, const call_counts& c) {
        out.sample({{"operation", operation}, {"table", table}}, throttled(c.attempts));
    });
    out.family("dynaco_retries_total", "counter", "Retries, by the error of the failed attempt.");
    by_outcome(out, all, &call_counts::retries, "reason");
    out.family("dynaco_exchange_duration_seconds", "histogram",
               "Time from sending a request to the last byte of the response or to the failure.");
    for_each_call(all, [&](std::string_view operation, std::string_view table, const call_counts& c) {
        if (c.exchanges.count() > 0) histogram(out, operation, table, {}, c.exchanges);
    });
    out.family("dynaco_request_bytes_total", "counter", "Bytes of requests sent, with heads and bodies.");
    for_each_call(all, [&](std::string_view operation, std::string_view table, const call_counts& c) {
        out.sample({{"operation", operation}, {"table", table}}, c.request_bytes);
    });
    out.family("dynaco_reply_bytes_total", "counter", "Bytes of response bodies received.");
    for_each_call(all, [&](std::string_view operation, std::string_view table, const call_counts& c) {
        out.sample({{"operation", operation}, {"table", table}}, c.reply_bytes);
    });
}

void write_resources(prometheus_writer& out, const metric_counts& all) {
    out.family("dynaco_capacity_units_total", "counter",
               "Capacity consumed by calls that request it. Without an index label: by the table itself.");
    for (const auto& each : all.capacity) {
        const auto put = [&out, &each](std::string_view kind, double units) {
            if (units > 0)
                out.sample({{"table", each.first.first}, {"index", each.first.second}, {"kind", kind}},
                           units);
        };
        put("read", each.second.read_units);
        put("write", each.second.write_units);
    }
    out.family("dynaco_connection_uses_total", "counter",
               "Attempts, by whether the connection was opened for them or reused.");
    out.sample({{"kind", "opened"}}, all.sent_on_opened);
    out.sample({{"kind", "reused"}}, all.sent_on_reused);
    out.family(
        "dynaco_stale_connections_total", "counter",
        "Reused connections that the server had closed. The request was sent again on another connection.");
    out.sample({}, all.stale_replaced);
}

}  // namespace

std::string prometheus_text_of(const metric_counts& counts) {
    prometheus_writer out;
    write_calls(out, counts);
    write_attempts(out, counts);
    write_resources(out, counts);
    return std::move(out).take();
}

}  // namespace dynaco::detail
