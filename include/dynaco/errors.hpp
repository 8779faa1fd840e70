#pragma once

#include <dynaco/detail/core/requirements.hpp>

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

/// The cause of a failed call. Every cause belongs to a `condition`; test that if a group of causes is
/// enough. The message of each cause is `make_error_code(cause).message()`; `advice` says what to do.
enum class errc : int {
    // Refused before anything was sent.
    invalid_argument = 1,   ///< An argument or an option is not valid.
    invalid_endpoint,       ///< The endpoint is not a valid URL.
    missing_region,         ///< No region is configured.
    missing_credentials,    ///< No source of credentials is configured.
    credentials_failed,     ///< The configured source of credentials failed.
    credentials_expired,    ///< The credentials, or the login that they need, have expired.
    invalid_configuration,  ///< The environment, the shared files or the options have a wrong setting.
    invalid_ca_file,        ///< The file of certificate authorities cannot be used.
    invalid_proxy,          ///< The proxy is not a valid URL.
    item_too_large,         ///< The item is larger than 400 KB, the limit of DynamoDB.
    empty_set,              ///< A set attribute is empty; DynamoDB has no empty sets.
    not_a_number,           ///< A number is NaN or infinite.
    number_out_of_range,    ///< A number is out of the range of DynamoDB or of the member.
    nested_too_deeply,      ///< A value has more than 32 levels of lists and maps.
    client_closed,          ///< The client is closed, or its execution context was destroyed.

    // The connection and the exchange.
    resolve_failed,        ///< DNS has no address for the host name.
    connect_failed,        ///< The server could not be reached.
    connect_timed_out,     ///< Opening a connection took longer than `client_options::connect_timeout`.
    tls_failed,            ///< The TLS handshake failed.
    certificate_rejected,  ///< The server's certificate is not valid for this host or not trusted.
    proxy_refused,         ///< The proxy refused the connection to the endpoint.
    pool_timed_out,        ///< No connection became free within `client_options::pool_timeout`.
    too_many_waiting,      ///< More than `client_options::max_waiting_calls` calls wait for a connection.
    connection_lost,       ///< The connection was lost before the response was complete.
    attempt_timed_out,     ///< An attempt took longer than `client_options::attempt_timeout`.
    deadline_exceeded,     ///< The deadline of the call or `call_options::until` passed.
    canceled,              ///< The caller cancelled the call.
    outcome_unknown,       ///< A write was sent but not confirmed: it may or may not have been applied.

    // The response is not valid.
    malformed_reply,    ///< The response does not come from DynamoDB, or it is truncated.
    reply_too_large,    ///< The response is larger than `client_options::max_reply_size`.
    checksum_mismatch,  ///< The CRC32 of the response does not match its bytes.

    // The item does not fit the model.
    type_mismatch,      ///< An attribute has another type than the member.
    missing_attribute,  ///< A required attribute does not exist in the item.
    invalid_value,      ///< A value is not valid for the member.
    not_fetched,        ///< The items of a batch were read before its `fetch`.
    no_resume_token,    ///< No resume token exists, because `collect` or `count` failed before.
    wrong_model,        ///< The item belongs to another model of the table.

    /// The stored version differs from that of the object: another writer changed the item.
    version_conflict,

    // Only a part of the work was done.
    unprocessed,       ///< DynamoDB did not process all parts of a batch; the batch keeps them.
    table_not_active,  ///< The table did not become active before the timeout.
    table_differs,     ///< The table differs from the model.

    // Files of the loader.
    file_failed,     ///< A file cannot be opened, read or written.
    malformed_file,  ///< A file does not have the expected format: it is damaged, cut off or of another kind.

    // An error code of the DynamoDB API.
    access_denied,                   ///< AccessDeniedException: a permission is missing.
    conditional_check_failed,        ///< ConditionalCheckFailedException: the condition was not met.
    continuous_backups_unavailable,  ///< ContinuousBackupsUnavailableException: continuous backups are off.
    duplicate_item,                  ///< DuplicateItemException: the item exists already.
    expired_iterator,  ///< ExpiredIteratorException: the shard iterator is older than 15 minutes.
    expired_token,     ///< ExpiredTokenException: the session token has expired.
    idempotent_parameter_mismatch,  ///< IdempotentParameterMismatchException: the token belongs to another
                                    ///< request.
    incomplete_signature,           ///< IncompleteSignatureException: DynamoDB refused the signature.
    internal_server_error,          ///< InternalServerError: DynamoDB failed.
    invalid_signature,  ///< InvalidSignatureException: the secret access key or the clock is wrong.
    item_collection_size_limit_exceeded,  ///< ItemCollectionSizeLimitExceededException: the collection
                                          ///< exceeds 10 GB.
    limit_exceeded,                       ///< LimitExceededException: too many control plane operations.
    missing_authentication_token,     ///< MissingAuthenticationTokenException: the request has no signature.
    provisioned_throughput_exceeded,  ///< ProvisionedThroughputExceededException: a table or index throttles.
    replicated_write_conflict,  ///< ReplicatedWriteConflictException: another region is writing the item.
    request_limit_exceeded,     ///< RequestLimitExceeded: the account's throughput was exceeded.
    request_time_too_skewed,    ///< RequestTimeTooSkewed: the clock of this machine is wrong.
    request_timed_out,          ///< RequestTimeout: the service waited too long for the request.
    resource_in_use,            ///< ResourceInUseException: the resource exists or is being changed.
    resource_not_found,         ///< ResourceNotFoundException: the table or index does not exist.
    serialization_failed,       ///< SerializationException: DynamoDB cannot read the request.
    service_unavailable,        ///< ServiceUnavailable: DynamoDB cannot be used now.
    throttling,                 ///< ThrottlingException: too many requests.
    transaction_canceled,       ///< TransactionCanceledException; see `cancellation_reason`.
    transaction_conflict,       ///< TransactionConflictException: a transaction is using the item.
    transaction_in_progress,    ///< TransactionInProgressException: the transaction is still running.
    /// A TransactionCanceledException whose reasons are all throttling.
    transaction_throttled,
    trimmed_data_access,  ///< TrimmedDataAccessException: stream records were removed after 24 hours.
    unknown_operation,    ///< UnknownOperationException: the service does not have the operation.
    unrecognized_client,  ///< UnrecognizedClientException: the access key is not known.
    validation_failed,    ///< ValidationException: DynamoDB refused the request.
    /// An error code that this version of dynaco does not know; its text is `diagnostics::service_code`.
    service_error,
};

/// Groups of causes, for branching: `if (e.code() == dynaco::condition::throttled)`. Every `errc` belongs to
/// exactly one.
enum class condition : int {
    throttled = 1,    ///< Capacity or a rate limit was exceeded; try again later or more slowly.
    unavailable,      ///< The service or the network failed; the request itself may be valid.
    denied,           ///< Credentials are missing, wrong or expired, or lack a permission.
    not_found,        ///< The table, index or other resource does not exist.
    conflict,         ///< The state of the data forbids it: a failed condition, a resource in use.
    invalid,          ///< The request is wrong and will fail again unless it is changed.
    timed_out,        ///< A timeout or deadline passed.
    canceled,         ///< The caller cancelled the call or closed the client.
    outcome_unknown,  ///< A write was sent but not confirmed: it may or may not have been applied.
    bad_reply,        ///< The response is not valid: truncated, damaged, or not from DynamoDB.
    model_mismatch,   ///< A stored item does not fit the model that it is read into.
};

/// The category of `errc`, named "dynaco". Its `message()` is a short text without the details of the call.
const boost::system::error_category& error_category() noexcept;
/// The category of `condition`, named "dynaco.condition".
const boost::system::error_category& condition_category() noexcept;

/// Returns the error code of a cause, for Boost.System.
inline boost::system::error_code make_error_code(errc code) noexcept {
    return {static_cast<int>(code), error_category()};
}
/// Returns the error condition of a group of causes, for Boost.System.
inline boost::system::error_condition make_error_condition(condition c) noexcept {
    return {static_cast<int>(c), condition_category()};
}

namespace detail {

/// The cause for an error code of the DynamoDB API ("ResourceNotFoundException"); errc::service_error if it
/// is not known.
[[nodiscard]] errc errc_of_service_code(std::string_view service_code) noexcept;

}  // namespace detail

/// Returns a text that says what to do about `code`; empty if dynaco has no advice. The view is always valid.
[[nodiscard]] std::string_view advice(errc code) noexcept;

}  // namespace dynaco

template <>
struct boost::system::is_error_code_enum<dynaco::errc> : std::true_type {};
template <>
struct boost::system::is_error_condition_enum<dynaco::condition> : std::true_type {};

namespace dynaco {

/// Returns the name of the enumerator: "throttling". For logs and metrics. "unknown" if `cause` is not an
/// enumerator of `errc`. The view is always valid.
[[nodiscard]] std::string_view name_of(errc cause) noexcept;

/// Why a request was throttled (ThrottlingReason of the DynamoDB API).
struct throttling_reason {
    /// The resource, the kind of access and the limit: "IndexWriteProvisionedThroughputExceeded",
    /// "TableReadKeyRangeThroughputExceeded", "…AccountLimitExceeded", "…MaxOnDemandThroughputExceeded".
    /// Truncated to 1 KiB.
    std::string reason{};
    /// The ARN of the table or index:
    /// "arn:aws:dynamodb:eu-west-1:123456789012:table/accounts/index/by_email". Truncated to 1 KiB.
    std::string resource{};
};

/// Returns the part of an ARN that names the table or index: "accounts/index/by_email". Any other text is
/// returned unchanged. The result is a view of `arn`.
[[nodiscard]] std::string_view resource_name(std::string_view arn) noexcept;

/// Why one statement made DynamoDB cancel a transaction (CancellationReason of the DynamoDB API).
struct cancellation_reason {
    /// The service's code: "ConditionalCheckFailed". "None": this statement was not a reason.
    std::string code{};
    errc cause{};             ///< The code as a cause; errc{} if this statement was not a reason.
    std::string message{};    ///< The service's message, truncated to 1 KiB.
    std::string item{};       ///< The stored item that caused the conflict, as DynamoDB JSON; may be empty.
    std::string statement{};  ///< The action and the table: "update accounts"; empty if not known.
    std::string key{};        ///< The key of the statement's item: {"id":{"S":"1"}}; empty if not known.

    /// True if this statement was a reason to cancel the transaction.
    explicit operator bool() const noexcept { return cause != errc{}; }
};

namespace detail {

/// The cause for the code of a reason ("TransactionConflict", "ThrottlingError"); errc{} for "None";
/// errc::service_error for a code that this version of dynaco does not know.
[[nodiscard]] errc errc_of_reason_code(std::string_view code);

}  // namespace detail

/// True if the transaction was cancelled only because of `cause`: at least one statement has this cause, and
/// no statement has another.
///
///     catch (const dynaco::error& e) {
///         const auto& reasons = e.diagnostics().cancellation_reasons;
///         if (!dynaco::canceled_only_by(dynaco::errc::transaction_conflict, reasons)) throw;
///     }
[[nodiscard]] bool canceled_only_by(errc cause, const std::vector<cancellation_reason>& reasons) noexcept;

/// True if `cause` is throttling: errc::throttling, errc::provisioned_throughput_exceeded or
/// errc::request_limit_exceeded.
[[nodiscard]] bool is_throttling(errc cause) noexcept;

/// True if the transaction was cancelled only because of throttling: at least one statement was throttled,
/// and no statement has another cause.
[[nodiscard]] bool canceled_only_by_throttling(const std::vector<cancellation_reason>& reasons) noexcept;

/// Returns a text for the reasons of a cancelled transaction: "statement 2 (update accounts, item
/// {"id":{"S":"1"}}): the condition was not met". It counts statements from 1 and has the first five reasons
/// and the number of the others. Empty if no statement was a reason.
[[nodiscard]] std::string text_of(const std::vector<cancellation_reason>& reasons);

/// The times that a call spent in its phases, summed over all attempts, in microseconds. A phase that was not
/// reached is zero.
struct phase_times {
    std::chrono::microseconds credentials{};  ///< Waiting for credentials.
    std::chrono::microseconds lease{};        ///< Waiting for a connection: pool, DNS, TCP, TLS.
    std::chrono::microseconds exchange{};     ///< Sending requests and waiting for responses.
    std::chrono::microseconds backoff{};      ///< Waiting between attempts, or for the rate limit.
};

/// A phase of a call. `phase_times` has the time of each.
enum class call_phase {
    none,         ///< The call did not begin an attempt.
    credentials,  ///< Waiting for credentials.
    lease,        ///< Waiting for a connection.
    exchange,     ///< Sending a request and waiting for its response.
    backoff,      ///< Waiting before the next attempt.
};

/// Returns a text for a phase: "waiting for a connection". Empty for `call_phase::none`. The view is always
/// valid.
[[nodiscard]] std::string_view text_of(call_phase phase) noexcept;

/// The details of a failure. Fields that are not known are empty.
///
/// It contains no secrets. `service_message`, `detail`, `body` and the reasons may contain text of the
/// server; do not trust it.
struct diagnostics {
    std::string operation{};  ///< "PutItem".
    std::string table{};      ///< "accounts", or "accounts, orders" for several; empty: none.
    /// The key of the item that the call wrote or read, or of the item that could not be read:
    /// {"id":{"S":"1"}}. Empty for calls about several items; the reasons of a transaction have keys.
    std::string key{};
    std::string attribute_path{};   ///< "labels.owner", "tags[2]".
    std::string detail{};           ///< More about the cause: "certificate has expired".
    std::string advice{};           ///< What to do about this failure; empty: `advice(cause)` applies.
    std::string endpoint{};         ///< "https://dynamodb.eu-west-1.amazonaws.com".
    std::string service_code{};     ///< The service's error code: "ResourceNotFoundException".
    std::string service_message{};  ///< The service's message.
    std::string request_id{};       ///< `x-amzn-RequestId`.
    std::string body{};             ///< The body of the response, truncated to 64 KiB unless it has an item.
    int http_status = 0;            ///< The HTTP status; 0 without a response.
    int attempts = 0;               ///< The number of attempts, including those that could not be sent.
    phase_times times{};            ///< The times of the phases.
    call_phase ended_in = call_phase::none;  ///< The phase in which the call failed.
    /// The time that the call was allowed to take: its deadline, or less because of `call_options::until`.
    /// Zero if the failure is not from a call.
    std::chrono::milliseconds deadline{};
    bool ended_by_until = false;  ///< True if `call_options::until` was the deadline of the call.
    /// The reasons of a cancelled transaction: one for each statement, in the order of the request. They
    /// contain whole items; `body` does not.
    std::vector<cancellation_reason> cancellation_reasons{};
    /// The reasons of a throttled request. Empty if the service does not report them.
    std::vector<throttling_reason> throttling_reasons{};
    /// True if the call was not retried only because the client's retry quota was empty.
    bool retry_quota_spent = false;
};

/// A failed call as a value: a cause with its details. Immutable, cheap to copy and thread-safe.
class failure {
 public:
    /// A failure without a cause: `code()` is success. Only for containers that need a default.
    failure() noexcept = default;
    /// A failure with this cause and these details.
    failure(errc code, dynaco::diagnostics about)
        : code_(code), about_(std::make_shared<const dynaco::diagnostics>(std::move(about))) {}

    /// The cause as an error code. Compare it with a `condition` or an `errc`.
    [[nodiscard]] boost::system::error_code code() const noexcept { return code_; }
    /// The cause; errc{} for a failure without a cause.
    [[nodiscard]] errc cause() const noexcept { return static_cast<errc>(code_.value()); }
    /// The details. The reference is valid while this failure or a copy exists.
    [[nodiscard]] const dynaco::diagnostics& diagnostics() const noexcept;

    /// Returns one line for a log: operation, table, the item's key, attribute path, cause, the service's
    /// message, advice, and the endpoint with the request ID. It may contain text of the server.
    [[nodiscard]] std::string text() const;

 private:
    boost::system::error_code code_;
    std::shared_ptr<const dynaco::diagnostics> about_;
};

/// The exception that dynaco throws. Cheap to copy.
///
/// Branch on `code() == condition::…` or on `cause()`, not on the text.
class error : public boost::system::system_error {
 public:
    /// An exception for this failure.
    explicit error(failure cause);
    /// An exception with this cause and these details.
    error(errc code, dynaco::diagnostics about) : error(failure(code, std::move(about))) {}

    /// Copies the exception; moving it copies it, too.
    // Copies only: a moved-from exception would have no text.
    error(const error&) noexcept = default;
    /// Copies the exception; moving it copies it, too.
    error& operator=(const error&) noexcept = default;
    /// Destroys the exception.
    ~error() override = default;

    /// The cause.
    [[nodiscard]] errc cause() const noexcept { return failure_.cause(); }
    /// The details. The reference is valid while this exception or a copy exists.
    [[nodiscard]] const dynaco::diagnostics& diagnostics() const noexcept { return failure_.diagnostics(); }
    /// The cause and the details as a value. The reference is valid while this exception exists.
    [[nodiscard]] const dynaco::failure& as_failure() const noexcept { return failure_; }

    /// The text of `failure::text()`. Valid while this exception or a copy exists.
    const char* what() const noexcept override { return text_->c_str(); }

 private:
    dynaco::failure failure_;
    std::shared_ptr<const std::string> text_;  // shared: copying an exception must not throw
};

/// A `T`, or the `failure` that occurred instead. `value()` throws `error` for a failure.
template <class T>
using result = boost::system::result<T, failure>;

/// Makes `result<T>::value()` throw `error` (a customization point of Boost.System).
[[noreturn]] inline void throw_exception_from_error(const failure& cause, const boost::source_location&) {
    throw error(cause);
}

}  // namespace dynaco
