#include "program/progress/progress_line.hpp"
#include "program/show/text_width.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <utility>

namespace dynaco::program {
namespace {

class json_members {
 public:
    void text(std::string_view name, std::string_view content) { begin(name) += quoted_text(content); }
    void count(std::string_view name, std::uint64_t amount) { begin(name) += std::to_string(amount); }
    // One digit of the fraction.
    void real(std::string_view name, double amount) {
        std::array<char, 64> digits{};
        const double shown = std::isfinite(amount) ? amount : 0;
        const int size = std::snprintf(digits.data(), digits.size(), "%.1f", shown);
        begin(name).append(digits.data(), static_cast<std::size_t>(size));
    }
    void raw(std::string_view name, std::string_view json) { begin(name) += json; }
    [[nodiscard]] std::string finish() && { return std::move(out_ += '}'); }

 private:
    std::string& begin(std::string_view name) {
        if (out_.size() > 1) out_ += ',';
        return (out_ += quoted_text(name)) += ':';
    }
    std::string out_ = "{";
};

std::string part_json(const throttled_part& part) {
    json_members out;
    if (!part.table.empty()) out.text("table", part.table);
    if (!part.index.empty()) out.text("index", part.index);
    if (!part.hash_key.empty()) out.text("hash_key", part.hash_key);
    out.count("times", part.times);
    return std::move(out).finish();
}

std::string throttled_json(const work_progress& work) {
    std::string out = "[";
    for (const throttled_part& each : work.throttled_by) {
        if (out.size() > 1) out += ',';
        out += part_json(each);
    }
    return out += ']';
}

double seconds_of(std::chrono::milliseconds time) { return std::chrono::duration<double>(time).count(); }

}  // namespace

std::string progress_json(const work_progress& work, std::string_view command, progress_event event) {
    constexpr double hundred = 100;
    const std::string unit = work.reads ? "rcu" : "wcu";
    json_members out;
    out.text("command", command);
    out.text("event", event == progress_event::running ? "progress" : "end");
    out.real("elapsed_s", seconds_of(work.elapsed));
    out.count("items", work.items);
    if (work.items_before > 0) out.count("items_before", work.items_before);
    if (work.read) out.count("items_read", *work.read);
    out.real(work.read ? "items_read_per_s" : "items_per_s", work.items_per_second);
    out.real(unit, work.units);
    out.real(unit + "_per_s", work.units_per_second);
    out.count("requests", work.requests);
    out.count("in_flight", work.in_flight);
    out.count("throttled", work.throttled);
    if (!work.throttled_by.empty()) out.raw("throttled_by", throttled_json(work));
    if (work.repeated > 0) out.count("repeated", work.repeated);
    if (!work.retry_reason.empty()) {
        out.text("retrying", work.retry_reason);
        out.real("retrying_s", seconds_of(work.retrying_for));
    }
    if (work.outage.count() > 0) out.real("outage_s", seconds_of(work.outage));
    out.count("rejected", work.rejected);
    if (work.total_bytes > 0) {
        out.count("bytes", work.bytes);
        out.count("total_bytes", work.total_bytes);
    }
    if (const auto share = share_done(work)) out.real("percent", std::floor(*share * hundred * 10) / 10);
    if (const auto left = time_left(work)) out.real("left_s", seconds_of(*left));
    return std::move(out).finish();
}

}  // namespace dynaco::program
