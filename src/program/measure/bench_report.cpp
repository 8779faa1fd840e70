#include "program/measure/bench_report.hpp"

#include "program/measure/settled_rate.hpp"
#include "program/show/amounts.hpp"
#include "program/show/text_table.hpp"
#include "program/show/text_width.hpp"

#include <dynaco/json.hpp>
#include <dynaco/types.hpp>

#include <array>
#include <cmath>
#include <sstream>
#include <utility>

namespace dynaco::program {
namespace {

constexpr std::array<std::pair<const char*, double>, 4> shares{
    {{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}, {"p99.9", 0.999}}};

double in_milliseconds(std::chrono::microseconds time) { return static_cast<double>(time.count()) / 1000.0; }

// Three significant digits are enough: a bucket is 1.6 % wide.
std::string latency_text(std::chrono::microseconds time) {
    const double ms = in_milliseconds(time);
    std::ostringstream text;
    text.setf(std::ios::fixed);
    text.precision(ms < 10 ? 2 : ms < 100 ? 1 : 0);
    text << ms << " ms";
    return text.str();
}

double measured_rate(double amount, std::chrono::milliseconds elapsed) {
    return elapsed.count() > 0 ? amount * 1000.0 / static_cast<double>(elapsed.count()) : 0;
}

double rounded(double number) { return std::round(number * 1000.0) / 1000.0; }

void add_row(text_table& table, const char* name, const latencies& of, std::chrono::milliseconds elapsed) {
    if (of.count() == 0) return;
    std::vector<table_cell> row{
        {name},
        {count_text(of.count()), tone::number},
        {rate_text(measured_rate(static_cast<double>(of.count()), elapsed)), tone::number}};
    for (const auto& [title, share] : shares)
        row.push_back({latency_text(of.percentile(share)), tone::number});
    row.push_back({latency_text(of.longest()), tone::number});
    table.add_row(std::move(row));
}

std::string settled_text(const bench_counts& counts) {
    const std::optional<settled_rate> settled = find_settled_rate(counts.per_second);
    if (!settled) return "the rate did not settle: let it run longer with --for";
    return "settled at " + rate_text(settled->per_second) + " after " + std::to_string(settled->after) + " s";
}

value latency_value(const latencies& of, std::chrono::milliseconds elapsed) {
    item made{{"calls", value(of.count())},
              {"per_s", value(rounded(measured_rate(static_cast<double>(of.count()), elapsed)))},
              {"max_ms", value(rounded(in_milliseconds(of.longest())))}};
    for (const auto& [title, share] : shares)
        made.insert_or_assign(std::string(title) + "_ms",
                              value(rounded(in_milliseconds(of.percentile(share)))));
    return {made};
}

}  // namespace

std::string bench_line(const bench_counts& counts, screen shown_on) {
    latencies all = counts.reads;
    all.merge(counts.writes);
    std::string line = count_text(counts.calls()) + " calls";
    if (!counts.per_second.empty()) line += "  " + rate_text(counts.per_second.back());
    line += "  p50 " + latency_text(all.percentile(0.5)) + "  p99 " + latency_text(all.percentile(0.99));
    if (counts.throttled > 0) line += "  " + count_text(counts.throttled) + " throttled";
    if (counts.failed > 0) line += "  " + count_text(counts.failed) + " failed";
    return shown_on.width == 0 ? line : cut_to_width(line, shown_on.width);
}

std::string bench_report(const bench_counts& counts, std::chrono::milliseconds elapsed, screen shown_on) {
    std::vector<table_column> columns{{""}, {"calls", true}, {"rate", true}};
    for (const auto& [title, share] : shares) columns.push_back({title, true});
    columns.push_back({"max", true});
    text_table table(std::move(columns));
    add_row(table, "reads", counts.reads, elapsed);
    add_row(table, "writes", counts.writes, elapsed);
    std::ostringstream out;
    table.print(out, shown_on);
    out << '\n' << settled_text(counts) << '\n';
    if (counts.read_units > 0)
        out << counted_units(counts.read_units, "read unit", "read units") << ", "
            << rate_text(measured_rate(counts.read_units, elapsed)) << '\n';
    if (counts.write_units > 0)
        out << counted_units(counts.write_units, "write unit", "write units") << ", "
            << rate_text(measured_rate(counts.write_units, elapsed)) << '\n';
    out << counted(counts.throttled, "attempt was", "attempts were") << " throttled, "
        << count_text(counts.retried) << " repeated for another reason\n";
    if (counts.failed > 0) out << counted(counts.failed, "call", "calls") << " failed:";
    const char* separator = " ";
    for (const auto& [cause, times] : counts.causes)
        out << std::exchange(separator, ", ") << count_text(times) << " × " << cause;
    if (counts.failed > 0) out << '\n';
    return out.str();
}

std::string bench_json(const bench_counts& counts, std::chrono::milliseconds elapsed) {
    item made{{"elapsed_s", value(rounded(static_cast<double>(elapsed.count()) / 1000.0))},
              {"reads", latency_value(counts.reads, elapsed)},
              {"writes", latency_value(counts.writes, elapsed)},
              {"read_units", value(rounded(counts.read_units))},
              {"write_units", value(rounded(counts.write_units))},
              {"throttled", value(counts.throttled)},
              {"retried", value(counts.retried)},
              {"failed", value(counts.failed)}};
    value::list seconds;
    for (const double each : counts.per_second) seconds.emplace_back(each);
    made.insert_or_assign("calls_in_each_second", value(std::move(seconds)));
    if (const std::optional<settled_rate> settled = find_settled_rate(counts.per_second)) {
        made.insert_or_assign("settled_per_s", value(rounded(settled->per_second)));
        made.insert_or_assign("settled_after_s", value(settled->after));
    }
    item causes;
    for (const auto& [cause, times] : counts.causes) causes.insert_or_assign(cause, value(times));
    if (!causes.empty()) made.insert_or_assign("causes", value(std::move(causes)));
    return to_json(made);
}

}  // namespace dynaco::program
