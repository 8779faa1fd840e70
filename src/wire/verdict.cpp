#include "wire/verdict.hpp"

#include "core/refusal.hpp"
#include "wire/crc32.hpp"
#include "wire/service_error.hpp"

#include <charconv>
#include <string_view>

namespace dynaco::wire {
namespace {

constexpr std::size_t max_kept_body = std::size_t{64} * 1024;

// True if the body contains an item that the caller may read, of up to 400 KB. The items of a transaction are
// kept with its reasons.
bool carries_an_item(errc cause) { return cause == errc::conditional_check_failed; }

bool crc_matches(const response& reply) {
    if (reply.crc32.empty() || reply.cut) return true;
    std::uint32_t expected = 0;
    const char* const end = reply.crc32.data() + reply.crc32.size();
    const auto [stop, error] = std::from_chars(reply.crc32.data(), end, expected);
    return error == std::errc{} && stop == end && expected == crc32(reply.body);
}

// Detects HTML and cut-off bodies early, while the call can still be retried. The decoder reads every byte
// later.
bool looks_like_an_object(std::string_view body, bool may_be_empty) {
    constexpr std::string_view space = " \t\r\n";
    const auto first = body.find_first_not_of(space);
    if (first == std::string_view::npos) return may_be_empty;
    return body[first] == '{' && body[body.find_last_not_of(space)] == '}';
}

failure bad_reply(errc cause, std::string detail, const response& reply) {
    return {cause,
            {.detail = std::move(detail), .request_id = reply.request_id, .http_status = reply.status}};
}

// The failure for an error in a form that DynamoDB does not use.
failure foreign_failure(const response& reply, const std::string& text) {
    return bad_reply(errc::malformed_reply, text.empty() ? "the error response is empty" : text, reply);
}

failure service_failure(const response& reply) {
    service_error error = parse_service_error(reply);
    errc cause = detail::errc_of_service_code(error.code);
    const bool overloaded = reply.status == 503;
    const bool failed = reply.status == 500 || reply.status == 502 || reply.status == 504;
    if (cause == errc::service_error && (overloaded || failed))
        cause = overloaded ? errc::service_unavailable : errc::internal_server_error;
    if (cause == errc::service_error && !error.is_json && reply.error_type.empty())
        return foreign_failure(reply, error.message);
    diagnostics about{.service_code = std::move(error.code),
                      .service_message = std::move(error.message),
                      .request_id = reply.request_id,
                      .body = reply.body.substr(0, carries_an_item(cause) ? reply.body.npos : max_kept_body),
                      .http_status = reply.status};
    if (cause == errc::validation_failed) about.advice = detail::advice_on_refusal(about.service_message);
    if (cause == errc::transaction_canceled)
        about.cancellation_reasons = parse_cancellation_reasons(reply.body);
    if (cause == errc::transaction_canceled && canceled_only_by_throttling(about.cancellation_reasons))
        cause = errc::transaction_throttled;
    if (is_throttling(cause)) about.throttling_reasons = parse_throttling_reasons(reply.body);
    return {cause, std::move(about)};
}

}  // namespace

result<void> check_crc32(const response& reply) {
    if (crc_matches(reply)) return {};
    return bad_reply(errc::checksum_mismatch, "x-amz-crc32 is " + reply.crc32, reply);
}

result<void> judge(const response& reply, bool may_be_empty) {
    if (reply.status < 200 || reply.status >= 300) return service_failure(reply);
    if (reply.status != 200)
        return bad_reply(
            errc::malformed_reply,
            "DynamoDB's successful responses have status 200: this response came from a proxy or gateway",
            reply);
    if (looks_like_an_object(reply.body, may_be_empty)) return {};
    return bad_reply(errc::malformed_reply,
                     reply.body.empty() ? std::string("the body is empty")
                                        : "the body is not a JSON object: " + reply.body.substr(0, 80),
                     reply);
}

}  // namespace dynaco::wire
