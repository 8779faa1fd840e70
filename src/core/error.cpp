#include <dynaco/core/error.hpp>

#include <algorithm>

namespace dynaco {
namespace {

// "IndexWriteKeyRangeThroughputExceeded of accounts/index/by_email"
void append_throttling(std::string& text, const std::vector<throttling_reason>& reasons) {
    constexpr std::size_t enough = 5;
    for (std::size_t i = 0; i < std::min(reasons.size(), enough); ++i) {
        (text += i == 0 ? "; " : ", ") += reasons[i].reason;
        if (!reasons[i].resource.empty()) (text += " of ") += resource_name(reasons[i].resource);
    }
    if (reasons.size() > enough) text += ", and " + std::to_string(reasons.size() - enough) + " more";
}

void append_cause(std::string& text, const failure& f) {
    const auto& about = f.diagnostics();
    if (!about.service_code.empty()) {
        text += about.service_code;
        if (!about.service_message.empty()) (text += ": ") += about.service_message;
    } else {
        text += f.code().message();
    }
    if (!about.detail.empty()) ((text += " (") += about.detail) += ')';
    if (const auto reasons = text_of(about.cancellation_reasons); !reasons.empty()) (text += "; ") += reasons;
    append_throttling(text, about.throttling_reasons);
}

void append_place(std::string& text, const diagnostics& about) {
    std::string place;
    const auto add = [&place](std::string_view name, std::string_view value) {
        if (value.empty()) return;
        if (!place.empty()) place += ", ";
        (place += name) += value;
    };
    add("endpoint ", about.endpoint);
    if (about.http_status != 0) add("HTTP status ", std::to_string(about.http_status));
    add("request id ", about.request_id);
    if (about.attempts > 1) add("attempts ", std::to_string(about.attempts));
    if (about.retry_quota_spent) add("", "the retry quota is spent");
    if (!place.empty()) ((text += " [") += place) += ']';
}

}  // namespace

const diagnostics& failure::diagnostics() const noexcept {
    static const dynaco::diagnostics nothing;
    return about_ ? *about_ : nothing;
}

namespace {

// The usual advice is for what DynamoDB answers, and for members of models.
bool is_explained(const failure& why) {
    const auto& about = why.diagnostics();
    const bool has_other_reasons =
        why.cause() == errc::resource_not_found || why.cause() == errc::missing_attribute;
    return has_other_reasons && about.service_code.empty() && !about.detail.empty();
}

}  // namespace

std::string failure::text() const {
    const auto& about = diagnostics();
    std::string text = about.operation.empty() ? "dynaco" : about.operation;
    if (!about.table.empty()) ((text += " on table \"") += about.table) += '"';
    if (!about.attribute_path.empty()) ((text += ", attribute \"") += about.attribute_path) += '"';
    text += ": ";
    append_cause(text, *this);
    if (const auto what_to_do = advice(cause()); !what_to_do.empty() && !is_explained(*this))
        (text += "; ") += what_to_do;
    append_place(text, about);
    return text;
}

error::error(failure cause)
    : system_error(cause.code()),
      failure_(std::move(cause)),
      text_(std::make_shared<const std::string>(failure_.text())) {}

}  // namespace dynaco
