#pragma once

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/error_condition.hpp>

#include <string_view>
#include <type_traits>

namespace dynaco {

/// Why a call failed: one enumerator per cause. Branch on `condition` where a family of causes will do.
enum class errc : int {
    // Refused before anything was sent.
    invalid_argument = 1,
    invalid_endpoint,
    missing_region,
    missing_credentials,
    credentials_failed,
    credentials_expired,
    invalid_configuration,
    invalid_ca_file,
    invalid_proxy,
    item_too_large,
    empty_set,
    not_a_number,
    number_out_of_range,
    nested_too_deeply,
    client_closed,

    // The way to the service and back.
    resolve_failed,
    connect_failed,
    connect_timed_out,
    tls_failed,
    certificate_rejected,
    proxy_refused,
    pool_timed_out,
    too_many_waiting,
    connection_lost,
    attempt_timed_out,
    deadline_exceeded,
    canceled,
    outcome_unknown,

    // What came back is no answer.
    malformed_reply,
    reply_too_large,
    checksum_mismatch,

    // The answer does not fit the model.
    type_mismatch,
    missing_attribute,
    invalid_value,
    not_fetched,
    no_resume_token,
    wrong_model,

    /// The stored version is not the object's: somebody else wrote the item.
    version_conflict,

    // Partial success that stayed partial.
    unprocessed,
    table_not_active,
    table_differs,

    // What the service answered: an error code of the DynamoDB API.
    access_denied,
    conditional_check_failed,
    continuous_backups_unavailable,
    duplicate_item,
    expired_iterator,
    expired_token,
    idempotent_parameter_mismatch,
    incomplete_signature,
    internal_server_error,
    invalid_signature,
    item_collection_size_limit_exceeded,
    limit_exceeded,
    missing_authentication_token,
    provisioned_throughput_exceeded,
    replicated_write_conflict,
    request_limit_exceeded,
    request_time_too_skewed,
    request_timed_out,
    resource_in_use,
    resource_not_found,
    serialization_failed,
    service_unavailable,
    throttling,
    transaction_canceled,
    transaction_conflict,
    transaction_in_progress,
    /// A TransactionCanceledException all of whose reasons are throttling.
    transaction_throttled,
    trimmed_data_access,
    unknown_operation,
    unrecognized_client,
    validation_failed,
    /// A code that this version of dynaco does not know; `diagnostics::service_code` has its text.
    service_error,
};

/// Families of causes, to branch on: `if (e.code() == dynaco::condition::throttled)`.
enum class condition : int {
    throttled = 1,  ///< Capacity or a rate limit was exceeded; try again later, or slower.
    unavailable,    ///< The service or the way to it failed; the request itself may be fine.
    denied,         ///< Credentials are missing, wrong, expired or lack a permission.
    not_found,      ///< The table, index or other resource does not exist.
    conflict,       ///< The state of the data or resource forbids it: a failed condition, a resource in use.
    invalid,        ///< The request is wrong; it fails again unless it is changed.
    timed_out,      ///< A time limit passed.
    canceled,       ///< The caller cancelled the call.
    outcome_unknown,  ///< A write was sent and no answer came: it may or may not have been applied.
    bad_reply,        ///< What came back was no valid answer: cut off, corrupted, not DynamoDB's.
    model_mismatch,   ///< A stored item does not fit the model it was read into.
};

/// The category of `errc`; its `message()` is one sentence without the call's details.
const boost::system::error_category& error_category() noexcept;
const boost::system::error_category& condition_category() noexcept;

inline boost::system::error_code make_error_code(errc code) noexcept {
    return {static_cast<int>(code), error_category()};
}
inline boost::system::error_condition make_error_condition(condition c) noexcept {
    return {static_cast<int>(c), condition_category()};
}

/// The error for a code of the DynamoDB API ("ResourceNotFoundException"), `errc::service_error` if unknown.
[[nodiscard]] errc errc_of_service_code(std::string_view service_code) noexcept;

/// One sentence that tells the user what to do about `code`; empty where there is nothing to add.
[[nodiscard]] std::string_view advice(errc code) noexcept;

}  // namespace dynaco

template <>
struct boost::system::is_error_code_enum<dynaco::errc> : std::true_type {};
template <>
struct boost::system::is_error_condition_enum<dynaco::condition> : std::true_type {};
