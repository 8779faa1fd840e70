#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/error_condition.hpp>
#include <boost/system/result.hpp>
#include <boost/system/system_error.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

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

namespace detail {

/// The error for a code of the DynamoDB API ("ResourceNotFoundException"), `errc::service_error` if unknown.
[[nodiscard]] errc errc_of_service_code(std::string_view service_code) noexcept;

}  // namespace detail

/// One sentence that tells the user what to do about `code`; empty where there is nothing to add.
[[nodiscard]] std::string_view advice(errc code) noexcept;

}  // namespace dynaco

template <>
struct boost::system::is_error_code_enum<dynaco::errc> : std::true_type {};
template <>
struct boost::system::is_error_condition_enum<dynaco::condition> : std::true_type {};

namespace dynaco {

/// The name of a cause as it is spelt here: "throttling". For logs and metrics; "unknown" if it is none.
[[nodiscard]] std::string_view name_of(errc cause) noexcept;

/// Why a request was throttled (ThrottlingReason).
struct throttling_reason {
    /// What, reading or writing, and which limit: "IndexWriteProvisionedThroughputExceeded",
    /// "TableReadKeyRangeThroughputExceeded", "…AccountLimitExceeded", "…MaxOnDemandThroughputExceeded". Cut
    /// at 1 KiB, as is the resource.
    std::string reason{};
    /// The table's or index's ARN: "arn:aws:dynamodb:eu-west-1:123456789012:table/accounts/index/by_email".
    std::string resource{};
};

/// The part of an ARN that names the table or index, "accounts/index/by_email"; what is no such ARN comes
/// back whole.
[[nodiscard]] std::string_view resource_name(std::string_view arn) noexcept;

/// What a cancelled transaction says of one of its statements (CancellationReason).
struct cancellation_reason {
    std::string code{};       ///< As the service wrote it: "ConditionalCheckFailed"; "None": not in the way.
    errc cause{};             ///< The same as a code; errc{} if the statement was not in the way.
    std::string message{};    ///< The service's text, cut at 1 KiB.
    std::string item{};       ///< The item that stood in the way, as DynamoDB JSON; empty if there is none.
    std::string statement{};  ///< What the statement does, and where: "update accounts"; empty if not known.

    /// Whether the statement stood in the way.
    explicit operator bool() const noexcept { return cause != errc{}; }
};

namespace detail {

/// The cause that a reason's code names ("TransactionConflict", "ThrottlingError"); errc{} for "None",
/// errc::service_error for one that this version of dynaco does not know.
[[nodiscard]] errc errc_of_reason_code(std::string_view code);

}  // namespace detail

/// Whether `cause` alone stood in the way: at least one reason, and no other.
///
///     catch (const dynaco::error& e) {
///         const auto& reasons = e.diagnostics().cancellation_reasons;
///         if (!dynaco::canceled_only_by(dynaco::errc::transaction_conflict, reasons)) throw;
///     }
[[nodiscard]] bool canceled_only_by(errc cause, const std::vector<cancellation_reason>& reasons) noexcept;

/// Whether `cause` is a throughput that was exceeded: ThrottlingException,
/// ProvisionedThroughputExceededException, RequestLimitExceeded.
[[nodiscard]] bool is_throttling(errc cause) noexcept;

/// Whether throttling alone stood in the way: at least one reason, and no other.
[[nodiscard]] bool canceled_only_by_throttling(const std::vector<cancellation_reason>& reasons) noexcept;

/// "statement 2 (update accounts): the condition was not met"; statements count from 1 here. Empty if none
/// stood in the way; says how many more there are after the first five.
[[nodiscard]] std::string text_of(const std::vector<cancellation_reason>& reasons);

/// Where the time of a call went. All zero where the phase was not reached.
struct phase_times {
    std::chrono::microseconds credentials{};  ///< Waiting for credentials.
    std::chrono::microseconds lease{};        ///< Waiting for a connection: pool, DNS, connect, TLS.
    std::chrono::microseconds exchange{};     ///< Sending requests and waiting for replies.
    std::chrono::microseconds backoff{};      ///< Sleeping between attempts.
};

/// What a call was doing, as `phase_times` names it.
enum class call_phase {
    none,  ///< Nothing yet.
    credentials,
    lease,
    exchange,
    backoff,
};

/// "waiting for a connection"; empty for none.
[[nodiscard]] std::string_view text_of(call_phase phase) noexcept;

/// What is known about a failure. Never holds secrets; `service_message`, `detail` and `body` may repeat text
/// of the server, which is not to be trusted.
struct diagnostics {
    std::string operation{};  ///< "PutItem".
    std::string table{};      ///< "accounts", or "accounts, orders"; empty where there is none.
    std::string key{};        ///< Of the item that could not be read, as DynamoDB JSON: {"id":{"S":"1"}}.
    std::string attribute_path{};   ///< "labels.owner", "tags[2]".
    std::string detail{};           ///< What the layer below said: "certificate has expired".
    std::string endpoint{};         ///< "https://dynamodb.eu-west-1.amazonaws.com".
    std::string service_code{};     ///< "ResourceNotFoundException", as the service wrote it.
    std::string service_message{};  ///< The service's text.
    std::string request_id{};       ///< `x-amzn-RequestId`.
    std::string body{};             ///< The error reply's body, cut at 64 KiB unless it carries an item.
    int http_status = 0;            ///< 0 if no reply came.
    int attempts = 0;               ///< Requests sent, or tried to send.
    phase_times times{};
    call_phase ended_in = call_phase::none;  ///< What the call was doing when it failed.
    /// The time that the call had in all: its deadline, or less if `call_options::until` came earlier. Zero
    /// if the failure is not a call's.
    std::chrono::milliseconds deadline{};
    bool ended_by_until = false;  ///< `deadline` was that of `call_options::until`.
    /// Of a cancelled transaction: one for each statement, in the request's order. Whole items are in here,
    /// not in `body`.
    std::vector<cancellation_reason> cancellation_reasons{};
    /// Of a throttled request: what was throttled, and why. Empty where the service does not say.
    std::vector<throttling_reason> throttling_reasons{};
    /// The failure would have been repeated, had the client's retry quota not been spent.
    bool retry_quota_spent = false;
};

/// A failed call as a value: a code and what is known about it. Cheap to copy; immutable; safe to share.
class failure {
 public:
    /// No failure; only for containers that want a default.
    failure() noexcept = default;
    failure(errc code, dynaco::diagnostics about)
        : code_(code), about_(std::make_shared<const dynaco::diagnostics>(std::move(about))) {}

    /// The cause.
    [[nodiscard]] boost::system::error_code code() const noexcept { return code_; }
    [[nodiscard]] errc cause() const noexcept { return static_cast<errc>(code_.value()); }
    [[nodiscard]] const dynaco::diagnostics& diagnostics() const noexcept;

    /// One line: operation, table, attribute path, cause, the service's words, what to do, where it happened.
    [[nodiscard]] std::string text() const;

 private:
    boost::system::error_code code_;
    std::shared_ptr<const dynaco::diagnostics> about_;
};

/// The one exception of the library.
///
/// Branch on `code() == condition::…`, never on the text.
class error : public boost::system::system_error {
 public:
    explicit error(failure cause);
    error(errc code, dynaco::diagnostics about) : error(failure(code, std::move(about))) {}

    // Copies only: a moved-from exception would have no text.
    error(const error&) noexcept = default;
    error& operator=(const error&) noexcept = default;
    ~error() override = default;

    [[nodiscard]] errc cause() const noexcept { return failure_.cause(); }
    [[nodiscard]] const dynaco::diagnostics& diagnostics() const noexcept { return failure_.diagnostics(); }
    /// The same as a value.
    [[nodiscard]] const dynaco::failure& as_failure() const noexcept { return failure_; }

    const char* what() const noexcept override { return text_->c_str(); }

 private:
    dynaco::failure failure_;
    std::shared_ptr<const std::string> text_;  // shared: copying an exception must not throw
};

/// A `T` or the `failure` that came instead; `value()` throws `error`.
template <class T>
using result = boost::system::result<T, failure>;

/// Lets `result<T>::value()` throw `error` (Boost.System's customisation point).
[[noreturn]] inline void throw_exception_from_error(const failure& cause, const boost::source_location&) {
    throw error(cause);
}

}  // namespace dynaco
