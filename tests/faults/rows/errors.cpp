#include "faults/fault_row.hpp"

#include <algorithm>
#include <string>

namespace dynaco::test {
namespace {

using enum connection_is;

reply page(unsigned status) {
    return reply{"<html>" + std::to_string(status) + "</html>"}
        .status(status)
        .header("Content-Type", "text/html")
        .crc(crc_header::absent)
        .without_request_id();
}

template <std::size_t Size>
struct text {
    char characters[Size]{};
    // NOLINTNEXTLINE(google-explicit-constructor): a template argument
    consteval text(const char (&literal)[Size]) { std::copy_n(literal, Size, characters); }
};

// A response of the service with this error code.
template <unsigned Status, text Code>
reply says(const reply&) {
    return service_error(Status, Code.characters, "no");
}

fault_row refused(std::string_view name, errc told, spoiler spoil) {
    return {.name = name, .spoil = spoil, .connection = kept, .read_told = told, .write_told = told};
}

fault_row throttles(std::string_view name, errc told, spoiler spoil) {
    fault_row row = refused(name, told, spoil);
    row.again = repeated::later;
    return row;
}

// A server that failed may have executed the request.
fault_row failed(std::string_view name, errc told, spoiler spoil, bool applied = false) {
    return {.name = name,
            .spoil = spoil,
            .applied = applied,
            .again = repeated::soon,
            .connection = kept,
            .read_told = told,
            .write_told = errc::outcome_unknown};
}

}  // namespace

fault_part server_failures() {
    fault_row asked = throttles("ProvisionedThroughputExceededException, x-amz-retry-after: 1500",
                                errc::provisioned_throughput_exceeded,
                                [](const reply&) { return throttled().header("x-amz-retry-after", "1500"); });
    asked.again = repeated::as_asked;
    fault_row conflict = refused("ReplicatedWriteConflictException", errc::replicated_write_conflict,
                                 says<400, "ReplicatedWriteConflictException">);
    conflict.again = repeated::soon;
    return {
        "Failures and throttling",
        {
            failed("500 InternalServerError; the request was not processed", errc::internal_server_error,
                   [](const reply&) { return internal_error(); }),
            failed(
                "500 InternalServerError; the request was processed", errc::internal_server_error,
                [](const reply&) { return internal_error(); }, true),
            failed("500 with an unknown error code", errc::internal_server_error, says<500, "Surprise">),
            failed("500 without a body", errc::internal_server_error,
                   [](const reply&) { return page(500).body(""); }),
            failed("502, an HTML page", errc::internal_server_error, [](const reply&) { return page(502); }),
            failed("503, an HTML page", errc::service_unavailable,
                   [](const reply&) { return service_unavailable_html(); }),
            failed("503 ServiceUnavailable", errc::service_unavailable, says<503, "ServiceUnavailable">),
            failed(
                "504, an HTML page; the request was processed", errc::internal_server_error,
                [](const reply&) { return page(504); }, true),
            throttles("ProvisionedThroughputExceededException", errc::provisioned_throughput_exceeded,
                      [](const reply&) { return throttled(); }),
            asked,
            throttles("ThrottlingException", errc::throttling, says<400, "ThrottlingException">),
            throttles("RequestLimitExceeded", errc::request_limit_exceeded,
                      says<400, "RequestLimitExceeded">),
            throttles("LimitExceededException", errc::limit_exceeded, says<400, "LimitExceededException">),
            throttles("the error code is only in the header", errc::throttling,
                      [](const reply&) {
                          return reply{"{}"}.status(400).header("x-amzn-ErrorType",
                                                                "ThrottlingException:http://internal/");
                      }),
            throttles("the error code has no namespace", errc::throttling,
                      [](const reply&) {
                          return reply{R"({"__type":"ThrottlingException","Message":"no"})"}.status(400);
                      }),
            conflict,
        }};
}

fault_part refusals() {
    return {"Refusals",
            {
                refused("InternalServerError with status 400", errc::internal_server_error,
                        says<400, "InternalServerError">),
                refused("ValidationException", errc::validation_failed, says<400, "ValidationException">),
                refused("ConditionalCheckFailedException", errc::conditional_check_failed,
                        says<400, "ConditionalCheckFailedException">),
                refused("TransactionConflictException", errc::transaction_conflict,
                        says<400, "TransactionConflictException">),
                refused("ResourceNotFoundException", errc::resource_not_found,
                        says<400, "ResourceNotFoundException">),
                refused("AccessDeniedException", errc::access_denied, says<400, "AccessDeniedException">),
                refused("ExpiredTokenException", errc::expired_token, says<400, "ExpiredTokenException">),
                refused("UnrecognizedClientException", errc::unrecognized_client,
                        says<400, "UnrecognizedClientException">),
                refused("InvalidSignatureException without a Date header", errc::invalid_signature,
                        says<400, "InvalidSignatureException">),
                refused("RequestTimeTooSkewed without a Date header", errc::request_time_too_skewed,
                        says<403, "RequestTimeTooSkewed">),
                refused("ItemCollectionSizeLimitExceededException", errc::item_collection_size_limit_exceeded,
                        says<400, "ItemCollectionSizeLimitExceededException">),
                refused("an unknown error code", errc::service_error, says<400, "Surprise">),
                refused("403 from a proxy, an HTML page", errc::malformed_reply,
                        [](const reply&) { return page(403); }),
                refused("407 from a proxy", errc::malformed_reply, [](const reply&) { return page(407); }),
                refused("408, an HTML page", errc::malformed_reply, [](const reply&) { return page(408); }),
                refused("429, an HTML page", errc::malformed_reply, [](const reply&) { return page(429); }),
                refused("a redirect", errc::malformed_reply,
                        [](const reply&) { return page(301).header("Location", "http://127.0.0.1/"); }),
            }};
}

}  // namespace dynaco::test
