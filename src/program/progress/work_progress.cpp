#include "program/progress/work_progress.hpp"

#include "program/show/amounts.hpp"
#include "program/show/text_width.hpp"
#include "program/show/value_text.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/json.hpp>

#include <algorithm>

namespace dynaco::program {
namespace {

std::uint64_t items_of(const load_counts& load) { return load.written + load.superseded + load.unmet; }

work_progress from_counts(const load_counts& load, const load_counts& before) {
    work_progress work;
    work.items = items_of(load);
    work.items_before = std::min(items_of(before), work.items);
    work.units = load.write_units;
    work.requests = load.requests;
    work.throttled = load.throttled;
    work.rejected = load.rejected;
    work.repeated = load.failed;
    return work;
}

double per_second(double amount, std::chrono::milliseconds time) noexcept {
    return time.count() > 0 ? std::max(amount, 0.0) / std::chrono::duration<double>(time).count() : 0;
}

template <class Progress>
void set_outage(work_progress& work, const Progress& now) {
    if (now.failing) work.retry_reason = retry_reason_of(*now.failing);
    work.retrying_for = now.failing_for;
    work.outage = now.outage;
}

// The value of a hash key: c-1. DynamoDB JSON, also of a whole key.
std::string key_text(const std::string& hash_key) {
    try {
        const item key = from_dynamodb_json<item>(hash_key);
        if (key.size() == 1) return value_text(key.begin()->second);
    } catch (const error&) {  // not a key with its name: a value
    }
    try {
        return value_text(from_dynamodb_json<value>(hash_key));
    } catch (const error&) {
        return visible_text(hash_key);
    }
}

}  // namespace

work_progress progress_of(const load_progress& load, std::uint32_t workers) {
    work_progress work = from_counts(load, load.before);
    work.items_per_second = load.writes_per_second;
    work.units_per_second = load.write_units_per_second;
    work.in_flight = load.in_flight;
    work.throttled_by = load.throttled_by;
    work.total_bytes = load.total_bytes / workers;
    work.bytes = std::min(load.bytes_done, work.total_bytes);
    if (work.total_bytes > 0)
        work.done_before =
            std::min(1.0, static_cast<double>(load.bytes_before) / static_cast<double>(work.total_bytes));
    work.elapsed = load.elapsed;
    set_outage(work, load);
    return work;
}

work_progress progress_of(const load_report& load) {
    work_progress work = from_counts(load, load.before);
    work.throttled_by = load.throttled_by;
    work.elapsed = load.elapsed;
    work.outage = load.outage;
    work.items_per_second = per_second(static_cast<double>(work.items - work.items_before), load.elapsed);
    work.units_per_second = per_second(load.write_units - load.before.write_units, load.elapsed);
    return work;
}

work_progress progress_with(work_progress run, const earlier_work& before) {
    run.items += before.items;
    run.items_before += before.items;
    if (run.read) *run.read += before.read;
    run.rejected += before.rejected;
    run.requests += before.requests;
    run.throttled += before.throttled;
    run.units += before.units;
    return run;
}

work_progress progress_of(const export_progress& now, const export_progress& before, bool filtered) {
    work_progress work;
    const auto time = now.elapsed - before.elapsed;
    work.items = now.items;
    if (filtered) work.read = now.scanned;
    const auto counted = filtered ? &export_progress::scanned : &export_progress::items;
    work.items_per_second =
        per_second(static_cast<double>(now.*counted) - static_cast<double>(before.*counted), time);
    work.reads = true;
    work.units = now.read_units;
    work.units_per_second = per_second(now.read_units - before.read_units, time);
    work.requests = now.requests;
    work.throttled = now.throttled;
    work.throttled_by = now.throttled_by;
    work.repeated = now.failed;
    set_outage(work, now);
    work.parts = now.segments_done;
    work.total_parts = now.segments;
    work.elapsed = now.elapsed;
    return work;
}

work_progress progress_with_reads(work_progress work, const export_progress& reads) {
    work.repeated += reads.failed;
    if (work.retry_reason.empty() && reads.failing) {
        work.retry_reason = retry_reason_of(*reads.failing);
        work.retrying_for = reads.failing_for;
    }
    work.outage = std::max(work.outage, reads.outage);
    return work;
}

std::optional<double> share_done(const work_progress& work) noexcept {
    const auto share = [](std::uint64_t part, std::uint64_t whole) {
        return std::min(1.0, static_cast<double>(part) / static_cast<double>(whole));
    };
    if (work.total_bytes > 0) return share(work.bytes, work.total_bytes);
    if (work.total_items > 0) return share(work.read.value_or(work.items), work.total_items);
    if (work.total_parts > 0) return share(work.parts, work.total_parts);
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> time_left(const work_progress& work) noexcept {
    constexpr std::chrono::milliseconds least_time{1000};
    constexpr double least_share = 0.001;
    constexpr double longest = 100.0 * 365 * 24 * 3600 * 1000;
    const auto share = share_done(work);
    // The time in which nothing succeeded says nothing about the speed.
    const auto working = work.elapsed - work.outage;
    if (!share || working < least_time || *share - work.done_before < least_share) return std::nullopt;
    const double left = static_cast<double>(working.count()) / (*share - work.done_before) * (1 - *share);
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::min(left, longest)));
}

namespace {

// A write without a response may have been applied. The detail has the reason then.
bool is_timeout(const failure& why) {
    return why.code() == condition::timed_out ||
           (why.cause() == errc::outcome_unknown &&
            why.diagnostics().detail == make_error_code(errc::attempt_timed_out).message());
}

}  // namespace

std::string retry_reason_of(const failure& why) {
    if (is_timeout(why)) return "timeout";
    if (const int status = why.diagnostics().http_status; status >= 300)
        return "HTTP " + std::to_string(status);
    switch (why.cause()) {
        case errc::connect_failed: return "no connection";
        case errc::resolve_failed: return "no address";
        case errc::connection_lost:
        case errc::outcome_unknown: return "connection lost";
        case errc::tls_failed: return "TLS failed";
        default: break;
    }
    return why.code() == condition::bad_reply ? "bad response" : "service unavailable";
}

std::string outage_text(const work_progress& work) {
    constexpr std::chrono::seconds least{2};
    if (work.repeated == 0 || work.outage < least) return {};
    return counted(work.repeated, "request", "requests") + " failed and " +
           (work.repeated == 1 ? "was" : "were") + " sent again; no request succeeded for " +
           duration_text(work.outage);
}

std::string main_throttle(const work_progress& work) {
    const auto most = std::ranges::max_element(work.throttled_by, {}, &throttled_part::times);
    if (most == work.throttled_by.end()) return {};
    if (!most->hash_key.empty()) {
        const std::string& of = most->index.empty() ? most->table : most->index;
        return "key " + key_text(most->hash_key) + (of.empty() ? "" : " of " + visible_text(of));
    }
    if (!most->index.empty()) return "index " + visible_text(most->index);
    return most->table.empty() ? std::string() : "table " + visible_text(most->table);
}

}  // namespace dynaco::program
