#pragma once

#include <array>
#include <string_view>

namespace dynaco::simulation {

/// What the service, or a machine on the way to it, does to one request.
enum class fault {
    none,
    lost_unread,            ///< The connection is reset before the service has read the request.
    lost_after_acting,      ///< The connection is reset after the service has executed the request.
    cut_reply,              ///< The connection ends in the middle of the response.
    stalled_unread,         ///< No response arrives; the request is not executed.
    stalled_after_acting,   ///< No response arrives; the request is executed.
    acts_late,              ///< The service executes the request after the client's timeout.
    internal_error,         ///< 500; the request is not executed.
    internal_error_acting,  ///< 500; the request is executed.
    unavailable_page,       ///< 503 with HTML, from a load balancer.
    throttled,              ///< ProvisionedThroughputExceededException.
    throttled_for,          ///< ThrottlingException with x-amz-retry-after.
    write_conflict,         ///< ReplicatedWriteConflictException.
    wrong_checksum,         ///< The body does not match x-amz-crc32.
    portal_page,            ///< 200 with HTML, from a captive portal.
    forbidden_page,         ///< 403 with HTML, from a proxy.
    refused,                ///< ValidationException.
    closing,                ///< A good response with "Connection: close".
};

inline constexpr std::array fault_names = std::to_array<std::string_view>(
    {"no fault", "lost unread", "lost after acting", "cut reply", "stalled unread", "stalled after acting",
     "acts late", "internal error", "internal error after acting", "unavailable page", "throttled",
     "throttled for a time", "write conflict", "wrong checksum", "portal page", "forbidden page", "refused",
     "connection: close"});

[[nodiscard]] constexpr std::string_view name_of(fault f) noexcept {
    return fault_names[static_cast<std::size_t>(f)];
}

}  // namespace dynaco::simulation
