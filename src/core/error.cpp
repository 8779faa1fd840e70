#include "core/refusal.hpp"
#include "core/time_text.hpp"

#include <dynaco/errors.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace dynaco {
namespace {

// True for failures whose text should say where the time was spent.
bool is_about_time(const failure& f) {
    switch (f.cause()) {
        case errc::pool_timed_out:
        case errc::connect_timed_out:
        case errc::attempt_timed_out:
        case errc::deadline_exceeded:
        case errc::outcome_unknown:
        case errc::canceled: return f.diagnostics().ended_in != call_phase::none;
        default: return false;
    }
}

// "59.2 s; credentials 0.1 s, 3 attempts": the time in the phase in which the call ended, then the other
// phases.
std::string where_time_went(const diagnostics& about) {
    const auto& t = about.times;
    if (about.attempts == 0 && (t.credentials + t.lease + t.exchange + t.backoff).count() == 0) return {};
    struct part {
        call_phase phase;
        std::string_view name;
        std::chrono::microseconds time;
    };
    const std::array<part, 4> all{{{call_phase::credentials, "credentials ", about.times.credentials},
                                   {call_phase::lease, "connection ", about.times.lease},
                                   {call_phase::exchange, "exchange ", about.times.exchange},
                                   {call_phase::backoff, "backoff ", about.times.backoff}}};
    std::string text;
    for (const part& each : all)
        if (each.phase == about.ended_in) text = detail::time_text(each.time);
    const char* separator = "; ";
    for (const part& each : all) {
        if (each.phase == about.ended_in || each.time < std::chrono::milliseconds(1)) continue;
        ((text += std::exchange(separator, ", ")) += each.name) += detail::time_text(each.time);
    }
    if (about.attempts > 0)
        ((text += separator) += std::to_string(about.attempts)) +=
            about.attempts == 1 ? " attempt" : " attempts";
    return text;
}

void append_own_cause(std::string& text, const failure& f) {
    const auto& about = f.diagnostics();
    if (f.cause() == errc::deadline_exceeded && about.deadline.count() > 0)
        ((text += about.ended_by_until ? "call_options::until passed after " : "the call's deadline of ") +=
         detail::time_text(about.deadline)) += about.ended_by_until ? "" : " passed";
    else if (f.cause() == errc::deadline_exceeded && about.ended_by_until)
        text += "call_options::until has passed";
    else
        text += f.code().message();
    if (!is_about_time(f)) return;
    if (f.cause() == errc::outcome_unknown)
        (text += "; the call ended while ") += text_of(about.ended_in);
    else if (f.cause() == errc::deadline_exceeded || f.cause() == errc::canceled)
        (text += " while ") += text_of(about.ended_in);
    if (const std::string times = where_time_went(about); !times.empty()) ((text += " (") += times) += ')';
}

// "IndexWriteKeyRangeThroughputExceeded of accounts/index/by_email"
void append_throttling(std::string& text, const std::vector<throttling_reason>& reasons) {
    constexpr std::size_t enough = 5;
    for (std::size_t i = 0; i < std::min(reasons.size(), enough); ++i) {
        (text += i == 0 ? "; " : ", ") += reasons[i].reason;
        if (!reasons[i].resource.empty()) (text += " of ") += resource_name(reasons[i].resource);
    }
    if (reasons.size() > enough) text += ", and " + std::to_string(reasons.size() - enough) + " more";
}

// In parentheses, unless it has some itself.
void append_detail(std::string& text, std::string_view detail) {
    if (detail.empty()) return;
    if (detail.find('(') == detail.npos)
        ((text += " (") += detail) += ')';
    else
        (text += ": ") += detail;
}

void append_cause(std::string& text, const failure& f) {
    const auto& about = f.diagnostics();
    if (!about.service_code.empty()) {
        text += about.service_code;
        if (!about.service_message.empty()) (text += ": ") += about.service_message;
    } else {
        append_own_cause(text, f);
    }
    append_detail(text, about.detail);
    if (const auto reasons = text_of(about.cancellation_reasons); !reasons.empty()) (text += "; ") += reasons;
    append_throttling(text, about.throttling_reasons);
}

void append_place(std::string& text, const failure& f) {
    const auto& about = f.diagnostics();
    std::string place;
    const auto add = [&place](std::string_view name, std::string_view value) {
        if (value.empty()) return;
        if (!place.empty()) place += ", ";
        (place += name) += value;
    };
    add("endpoint ", about.endpoint);
    if (about.http_status != 0) add("HTTP status ", std::to_string(about.http_status));
    add("request id ", about.request_id);
    const bool counted = is_about_time(f) && about.service_code.empty();
    if (about.attempts > 1 && !counted) add("attempts ", std::to_string(about.attempts));
    if (about.retry_quota_spent) add("", "the retry quota is used up");
    if (!place.empty()) ((text += " [") += place) += ']';
}

}  // namespace

std::string_view text_of(call_phase phase) noexcept {
    switch (phase) {
        case call_phase::none: break;
        case call_phase::credentials: return "waiting for credentials";
        case call_phase::lease: return "waiting for a connection";
        case call_phase::exchange: return "waiting for the response";
        case call_phase::backoff: return "waiting before the next attempt";
    }
    return {};
}

const diagnostics& failure::diagnostics() const noexcept {
    static const dynaco::diagnostics nothing;
    return about_ ? *about_ : nothing;
}

namespace {

// True if the detail explains the failure. For these two causes the usual advice fits only errors that
// DynamoDB returned and members of models.
bool is_explained(const failure& why) {
    const auto& about = why.diagnostics();
    const bool has_other_reasons =
        why.cause() == errc::resource_not_found || why.cause() == errc::missing_attribute;
    return has_other_reasons && about.service_code.empty() && !about.detail.empty();
}

std::string_view advice_on(const failure& why) {
    if (!why.diagnostics().advice.empty()) return why.diagnostics().advice;
    if (is_explained(why)) return {};
    // from_json and from_dynamodb_json read a text of the caller, not an item.
    if (why.diagnostics().operation.starts_with("from_")) return {};
    if (why.cause() == errc::deadline_exceeded && why.diagnostics().ended_by_until)
        return "set call_options::until to a later time, or make fewer calls before it";
    return advice(why.cause());
}

}  // namespace

std::string failure::text() const {
    const auto& about = diagnostics();
    std::string text = about.operation.empty() ? "dynaco" : about.operation;
    if (!about.table.empty()) {
        const bool is_one = about.table.find(", ") == std::string::npos;
        ((text += is_one ? " on table \"" : " on tables \"") += about.table) += '"';
    }
    if (!about.key.empty()) (text += ", item ") += about.key;
    if (!about.attribute_path.empty()) ((text += ", attribute \"") += about.attribute_path) += '"';
    text += ": ";
    append_cause(text, *this);
    if (const auto what_to_do = advice_on(*this); !what_to_do.empty()) (text += "; ") += what_to_do;
    append_place(text, *this);
    return text;
}

error::error(failure cause)
    : system_error(cause.code()),
      failure_(std::move(cause)),
      text_(std::make_shared<const std::string>(failure_.text())) {}

namespace {

void append_reason(std::string& text, std::size_t number, const cancellation_reason& reason) {
    text += "statement " + std::to_string(number);
    std::string about = reason.statement;
    if (!reason.key.empty()) ((about += about.empty() ? "" : ", ") += "item ") += reason.key;
    if (!about.empty()) ((text += " (") += about) += ')';
    text += ": ";
    const bool unknown = reason.cause == errc::service_error;
    text += unknown ? reason.code : make_error_code(reason.cause).message();
    const bool says_more = reason.cause != errc::conditional_check_failed && !reason.message.empty();
    if (says_more) ((text += " (") += reason.message) += ')';
    if (reason.cause == errc::validation_failed)
        if (const auto what_to_do = detail::advice_on_refusal(reason.message); !what_to_do.empty())
            (text += "; ") += what_to_do;
}

template <class Accept>
bool only(const std::vector<cancellation_reason>& reasons, Accept accepts) noexcept {
    const auto in_the_way = [](const cancellation_reason& r) { return static_cast<bool>(r); };
    return std::ranges::any_of(reasons, in_the_way) &&
           std::ranges::all_of(reasons, [&](const cancellation_reason& r) { return !r || accepts(r.cause); });
}

}  // namespace

namespace detail {

errc errc_of_reason_code(std::string_view code) {
    if (code.empty() || code == "None") return {};
    if (code == "ThrottlingError") return errc::throttling;
    if (code == "ValidationError") return errc::validation_failed;
    // The other codes are names of exceptions without "Exception".
    return errc_of_service_code(std::string(code) + "Exception");
}

}  // namespace detail

bool canceled_only_by(errc cause, const std::vector<cancellation_reason>& reasons) noexcept {
    return only(reasons, [cause](errc each) { return each == cause; });
}

bool is_throttling(errc cause) noexcept {
    return cause == errc::throttling || cause == errc::provisioned_throughput_exceeded ||
           cause == errc::request_limit_exceeded;
}

bool canceled_only_by_throttling(const std::vector<cancellation_reason>& reasons) noexcept {
    return only(reasons, is_throttling);
}

std::string text_of(const std::vector<cancellation_reason>& reasons) {
    constexpr std::size_t enough = 5;
    std::string text;
    std::size_t told = 0;
    for (std::size_t i = 0; i < reasons.size(); ++i) {
        if (!reasons[i] || ++told > enough) continue;
        if (told > 1) text += "; ";
        append_reason(text, i + 1, reasons[i]);
    }
    if (told > enough) text += "; and " + std::to_string(told - enough) + " more";
    return text;
}

// arn:aws:dynamodb:eu-west-1:123456789012:table/accounts/index/by_email
std::string_view resource_name(std::string_view arn) noexcept {
    constexpr std::string_view kind = ":table/";
    const auto at = arn.starts_with("arn:") ? arn.find(kind) : arn.npos;
    return at == arn.npos ? arn : arn.substr(at + kind.size());
}

}  // namespace dynaco
