#include <dynaco/core/cancellation_reason.hpp>

#include <algorithm>

namespace dynaco {

namespace {

void append_reason(std::string& text, std::size_t number, const cancellation_reason& reason) {
    text += "statement " + std::to_string(number);
    if (!reason.statement.empty()) ((text += " (") += reason.statement) += ')';
    text += ": ";
    const bool unknown = reason.cause == errc::service_error;
    text += unknown ? reason.code : make_error_code(reason.cause).message();
    const bool says_more = reason.cause != errc::conditional_check_failed && !reason.message.empty();
    if (says_more) ((text += " (") += reason.message) += ')';
}

template <class Accept>
bool only(const std::vector<cancellation_reason>& reasons, Accept accepts) noexcept {
    const auto in_the_way = [](const cancellation_reason& r) { return static_cast<bool>(r); };
    return std::ranges::any_of(reasons, in_the_way) &&
           std::ranges::all_of(reasons, [&](const cancellation_reason& r) { return !r || accepts(r.cause); });
}

}  // namespace

errc errc_of_reason_code(std::string_view code) {
    if (code.empty() || code == "None") return {};
    if (code == "ThrottlingError") return errc::throttling;
    if (code == "ValidationError") return errc::validation_failed;
    // The others are the names of exceptions without their last word.
    return errc_of_service_code(std::string(code) + "Exception");
}

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

}  // namespace dynaco
