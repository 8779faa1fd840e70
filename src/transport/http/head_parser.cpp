#include "transport/http/head_parser.hpp"

#include <boost/beast/http/error.hpp>

#include <algorithm>

namespace dynaco::transport {
namespace {

namespace http = beast::http;

// Enough for the usual values; request ids are the longest.
constexpr std::size_t usual_length = 64;

std::string* member_for(wire::response& response, beast::http::field field, beast::string_view name) {
    using beast::iequals;
    if (field == http::field::date) return &response.date;
    if (field == http::field::content_encoding) return &response.content_encoding;
    if (field != http::field::unknown) return nullptr;
    if (iequals(name, "x-amz-crc32")) return &response.crc32;
    if (iequals(name, "x-amzn-requestid")) return &response.request_id;
    if (iequals(name, "x-amzn-errortype")) return &response.error_type;
    if (iequals(name, "x-amz-retry-after")) return &response.retry_after;
    return nullptr;
}

}  // namespace

std::size_t response_parser::max_body() const noexcept {
    return cuts_body() ? std::min(max_body_, max_error_body) : max_body_;
}

void response_parser::on_response_impl(int code, string_view, int version, error_code& ec) {
    response_.status = code;
    version_ = version;
    if (code < 100) ec = http::error::bad_status;
}

void response_parser::on_field_impl(field name, string_view text, string_view value, error_code& ec) {
    if (is_header_done()) return;  // a trailer: no relevant field comes so late
    // If another reader finds another length, a response can be smuggled in (RFC 9112, 6.1). Beast rejects
    // Transfer-Encoding together with a Content-Length.
    if (name == field::transfer_encoding && (version_ < 11 || !beast::iequals(value, "chunked")))
        ec = http::error::bad_transfer_encoding;
    if (name == field::age) response_.has_age = true;
    std::string* const member = member_for(response_, name, text);
    if (!member) return;
    if (member->empty() && value.size() > member->capacity())
        *member = detail::recycled_string::with_room(usual_length);
    if (!member->empty())
        *member += ", ";  // repeated fields form a list (RFC 9110, 5.2), which is invalid here
    member->append(value.data(), value.size());
}

void response_parser::on_chunk_header_impl(std::uint64_t size, string_view, error_code& ec) {
    if (!cuts_body() && size > max_body() - response_.body.size()) ec = http::error::body_limit;
}

std::size_t response_parser::append(string_view body, error_code& ec) {
    const std::size_t fits = std::min(body.size(), max_body() - response_.body.size());
    response_.body.append(body.data(), fits);
    if (fits == body.size()) return fits;
    response_.cut = cuts_body();
    ec = http::error::body_limit;
    return fits;
}

}  // namespace dynaco::transport
