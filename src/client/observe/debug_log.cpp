#include "client/observe/logfmt.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/observing.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <utility>

namespace dynaco {
namespace {

std::string_view outcome_name(const failure* why) { return why ? name_of(why->cause()) : "success"; }

// Returns the text only if it looks like a service code or request id. Otherwise it may be a proxy's page or
// an echo of the request.
std::string_view identifier(std::string_view text) {
    constexpr std::size_t longest = 128;
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == '-';
    };
    return text.size() <= longest && std::ranges::all_of(text, fits) ? text : std::string_view();
}

std::string_view code_of(std::string_view text) {
    const bool known = detail::errc_of_service_code(text) != errc::service_error;
    return known || text.ends_with("Exception") || text.ends_with("Error") ? identifier(text)
                                                                           : std::string_view();
}

detail::logfmt_line begin(std::string_view event, const observed_call& call) {
    detail::logfmt_line line;
    line.put("event", event)
        .put("operation", call.operation)
        .put("table", call.table)
        .put("index", call.index)
        .put("call", call.invocation_id);
    return line;
}

void put_message(detail::logfmt_line& line, const failure* why, const debug_log_options& options) {
    constexpr std::size_t longest = 1000;
    if (why && options.include_service_message)
        line.put("message", std::string_view(why->diagnostics().service_message).substr(0, longest));
}

}  // namespace

void log_to_stderr(std::string_view line) {
    namespace chrono = std::chrono;
    const auto now = chrono::floor<chrono::milliseconds>(chrono::system_clock::now());
    const auto today = chrono::floor<chrono::days>(now);
    const chrono::year_month_day date(today);
    const chrono::hh_mm_ss time(now - today);
    std::array<char, 64> stamp{};
    const int length = std::snprintf(
        stamp.data(), stamp.size(), "time=%04d-%02u-%02uT%02d:%02d:%02d.%03dZ ",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    std::string whole(stamp.data(), static_cast<std::size_t>(length));
    (whole += line) += '\n';
    std::fwrite(whole.data(), 1, whole.size(), stderr);
}

debug_log::debug_log(debug_log_options options, log_sink sink)
    : options_(options), sink_(sink ? std::move(sink) : log_sink(log_to_stderr)) {}

void debug_log::attempt_ended(const attempt_event& event) {
    if (options_.level != log_level::everything) return;
    detail::logfmt_line line = begin("attempt", event.call);
    line.put("attempt", event.attempt)
        .put("outcome", outcome_name(event.why))
        .put("status", event.http_status)
        .put("code", code_of(event.service_code))
        .put("request_id", identifier(event.request_id));
    if (event.connection != connection_use::none)
        line.put("connection", event.connection == connection_use::opened ? "opened" : "reused");
    line.put("stale", event.stale_replaced)
        .put("credentials_ms", event.times.credentials)
        .put("lease_ms", event.times.lease)
        .put("resolve_ms", event.times.resolve)
        .put("connect_ms", event.times.connect)
        .put("handshake_ms", event.times.handshake)
        .put("head_ms", event.times.to_head)
        .put("exchange_ms", event.times.exchange)
        .put("sent", event.request_bytes)
        .put("received", event.reply_bytes);
    put_message(line, event.why, options_);
    sink_(line.text());
}

void debug_log::retry_decided(const retry_event& event) {
    if (options_.level == log_level::failures) return;
    const diagnostics& about = event.why.diagnostics();
    detail::logfmt_line line = begin("retry", event.call);
    line.put("attempt", event.attempt)
        .put("outcome", outcome_name(&event.why))
        .put("status", about.http_status)
        .put("code", code_of(about.service_code))
        .put("request_id", identifier(about.request_id))
        .put("pause_ms", event.pause.count());
    put_message(line, &event.why, options_);
    sink_(line.text());
}

void debug_log::call_ended(const call_event& event) {
    if (!event.why && options_.level != log_level::everything) return;
    detail::logfmt_line line = begin("call", event.call);
    line.put("outcome", outcome_name(event.why)).put("status", event.http_status);
    if (event.why) line.put("code", code_of(event.why->diagnostics().service_code));
    line.put("request_id", identifier(event.request_id))
        .put("attempts", event.attempts)
        .put("duration_ms", event.duration)
        .put("credentials_ms", event.times.credentials)
        .put("lease_ms", event.times.lease)
        .put("exchange_ms", event.times.exchange)
        .put("backoff_ms", event.times.backoff);
    if (event.why) line.put("endpoint", event.call.endpoint);
    put_message(line, event.why, options_);
    sink_(line.text());
}

}  // namespace dynaco
