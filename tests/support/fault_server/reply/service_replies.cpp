#include "support/fault_server/reply/service_replies.hpp"

namespace dynaco::test {
namespace {

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char each : text) {
        const auto code = static_cast<unsigned char>(each);
        if (each == '"' || each == '\\') {
            out.append(1, '\\').append(1, each);
        } else if (code < 0x20) {
            constexpr std::string_view digits = "0123456789abcdef";
            out.append("\\u00").append(1, digits[code / 16U]).append(1, digits[code % 16U]);
        } else {
            out.append(1, each);
        }
    }
    return out.append("\"");
}

}  // namespace

reply service_error(unsigned status, std::string_view code, std::string_view message,
                    std::string_view more_members) {
    std::string body = R"({"__type":"com.amazonaws.dynamodb.v20120810#)";
    body.append(code).append(R"(","message":)").append(quoted(message));
    if (!more_members.empty()) body.append(",").append(more_members);
    body.append("}");
    return reply{std::move(body)}.status(status);
}

reply throttled() {
    return service_error(
        400, "ProvisionedThroughputExceededException",
        "The level of configured provisioned throughput for the table was exceeded. Consider "
        "increasing your provisioning level with the UpdateTable API.");
}

reply internal_error() { return service_error(500, "InternalServerError", "Internal server error"); }

reply validation_error(std::string_view message) {
    return service_error(400, "ValidationException", message);
}

reply resource_not_found() {
    return service_error(400, "ResourceNotFoundException", "Requested resource not found");
}

reply conditional_check_failed(std::string_view item_json) {
    const std::string item = item_json.empty() ? "" : R"("Item":)" + std::string(item_json);
    return service_error(400, "ConditionalCheckFailedException", "The conditional request failed", item);
}

reply expired_token() {
    return service_error(400, "ExpiredTokenException",
                         "The security token included in the request is expired");
}

reply service_unavailable_html() {
    return reply{"<html><body><h1>503 Service Unavailable</h1></body></html>\n"}
        .status(503)
        .header("Content-Type", "text/html")
        .crc(crc_header::absent)
        .without_request_id();
}

}  // namespace dynaco::test
