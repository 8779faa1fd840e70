#include <dynaco/errors.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace dynaco {
namespace {

struct entry {
    errc code;
    condition family;
    std::string_view service_code;
    std::string_view message;
    std::string_view advice;
};

// One entry for each cause. A new cause is added only here.
constexpr auto entries = std::to_array<entry>({
    {errc::invalid_argument, condition::invalid, "", "an argument is not valid", ""},
    {errc::invalid_endpoint, condition::invalid, "", "the endpoint is not a valid URL",
     "write it as http://host:port or https://host"},
    {errc::missing_region, condition::invalid, "", "no region is configured",
     "set client_options::region, the environment variable AWS_REGION or `region` of the profile"},
    {errc::missing_credentials, condition::denied, "", "no credentials were found",
     "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or client_options::profile (one of IAM Identity "
     "Center needs `aws sso login`), or client_options::credentials"},
    {errc::credentials_failed, condition::denied, "", "the configured source of credentials failed", ""},
    {errc::credentials_expired, condition::denied, "", "the credentials have expired", ""},
    {errc::invalid_configuration, condition::invalid, "", "the AWS configuration cannot be used", ""},
    {errc::invalid_ca_file, condition::invalid, "", "the CA file cannot be used",
     "client_options::ca_file must name a readable file of PEM certificates"},
    {errc::invalid_proxy, condition::invalid, "", "the proxy is not a valid URL",
     "write it as http://host:port or http://user:password@host:port"},
    {errc::item_too_large, condition::invalid, "",
     "the item is larger than 400 KB, which is DynamoDB's limit",
     "split the item, or store large values elsewhere"},
    {errc::empty_set, condition::invalid, "", "DynamoDB cannot store an empty set",
     "leave out the attribute, or use a list"},
    {errc::not_a_number, condition::invalid, "", "the value is not a finite number",
     "DynamoDB cannot store NaN or infinity"},
    {errc::number_out_of_range, condition::model_mismatch, "", "the number is out of range",
     "use a type or a key template with more digits, or dynaco::number, which holds every number that "
     "DynamoDB can store (38 digits)"},
    {errc::nested_too_deeply, condition::invalid, "", "the value is nested too deeply",
     "DynamoDB allows 32 levels of lists and maps"},
    {errc::client_closed, condition::canceled, "", "the client was closed", ""},

    {errc::resolve_failed, condition::unavailable, "", "the host name could not be resolved",
     "check the endpoint, the region and the DNS"},
    {errc::connect_failed, condition::unavailable, "", "the connection could not be opened",
     "check that the service runs at this endpoint and that no firewall blocks the connection"},
    {errc::connect_timed_out, condition::timed_out, "", "connecting timed out",
     "check the endpoint and the network, or raise client_options::connect_timeout"},
    {errc::tls_failed, condition::unavailable, "", "the TLS handshake failed",
     "check that the endpoint supports TLS 1.2 or newer; for an endpoint without TLS, write http://"},
    {errc::certificate_rejected, condition::denied, "", "the server's certificate was not accepted",
     "check the host name, or set client_options::ca_file to a file with the issuing CA's certificate"},
    {errc::proxy_refused, condition::unavailable, "", "the proxy refused the connection",
     "check HTTPS_PROXY, or add the endpoint's host to NO_PROXY"},
    {errc::pool_timed_out, condition::timed_out, "", "no connection became free in time",
     "raise client_options::max_connections or pool_timeout, or start fewer calls at once"},
    {errc::too_many_waiting, condition::unavailable, "",
     "too many calls are already waiting for a connection",
     "start fewer calls at once, or raise client_options::max_connections or max_waiting_calls"},
    {errc::connection_lost, condition::unavailable, "",
     "the connection was lost before the response was complete", ""},
    {errc::attempt_timed_out, condition::timed_out, "", "the service did not respond in time",
     "raise client_options::attempt_timeout if the operation is slow"},
    {errc::deadline_exceeded, condition::timed_out, "", "the call's deadline passed",
     "raise client_options::deadline or call_options::deadline"},
    {errc::canceled, condition::canceled, "", "the call was cancelled", ""},
    {errc::outcome_unknown, condition::outcome_unknown, "",
     "the request was sent, but no response arrived, so the request may or may not have been applied",
     "read the item to find out, or use a condition that makes the write safe to repeat"},

    {errc::malformed_reply, condition::bad_reply, "", "the response is not a valid DynamoDB response",
     "check that the endpoint is a DynamoDB service and not a proxy or another server"},
    {errc::reply_too_large, condition::bad_reply, "", "the response is larger than allowed",
     "raise client_options::max_reply_size, or request smaller pages"},
    {errc::checksum_mismatch, condition::bad_reply, "", "the response's CRC32 does not match its body",
     "something between the client and DynamoDB changed the response"},

    {errc::type_mismatch, condition::model_mismatch, "",
     "an attribute's type does not match the type of the model's member",
     "change the member's type, or read the item as dynaco::item"},
    {errc::missing_attribute, condition::model_mismatch, "", "a required attribute is missing",
     "make the member optional, or read a view that leaves it out"},
    {errc::invalid_value, condition::model_mismatch, "", "an attribute's value is not valid for the member",
     ""},
    {errc::wrong_model, condition::model_mismatch, "", "the item belongs to another model",
     "read it with a table<std::variant<...>> of all models in the table, or add its kind to schema.kinds"},
    {errc::no_resume_token, condition::invalid, "", "no resume token is available",
     "start a new query or scan: the last collect() or count() failed before it was complete"},
    {errc::not_fetched, condition::invalid, "", "the item has not been fetched yet", "await fetch() first"},

    {errc::version_conflict, condition::conflict, "", "the stored version differs from the object's version",
     "read the item again and repeat the change, or set write_options::ignore_version"},
    {errc::unprocessed, condition::throttled, "", "DynamoDB left parts of the batch unprocessed",
     "the batch keeps the unprocessed parts: send them later or more slowly"},
    {errc::table_not_active, condition::timed_out, "", "the table did not become active in time",
     "raise table_wait_options::timeout"},
    {errc::table_differs, condition::conflict, "", "the table differs from the model",
     "table<T>::admin().plan() lists the differences"},
    {errc::file_failed, condition::invalid, "", "the file cannot be used", ""},
    {errc::malformed_file, condition::invalid, "", "the file does not have the expected format", ""},

    {errc::access_denied, condition::denied, "AccessDeniedException", "access is denied",
     "allow this action on the table in the identity's IAM policy"},
    {errc::conditional_check_failed, condition::conflict, "ConditionalCheckFailedException",
     "the condition was not met", ""},
    {errc::continuous_backups_unavailable, condition::conflict, "ContinuousBackupsUnavailableException",
     "the table has no continuous backups",
     "enable them with table<T>::admin().set_point_in_time_recovery(true)"},
    {errc::duplicate_item, condition::conflict, "DuplicateItemException", "the item already exists", ""},
    {errc::expired_iterator, condition::invalid, "ExpiredIteratorException",
     "the shard iterator is older than 15 minutes",
     "request a new one that starts after the last sequence number"},
    {errc::expired_token, condition::denied, "ExpiredTokenException", "the session token has expired",
     "get a new one from its source (aws sso login, sts assume-role), or set client_options::credentials to "
     "a provider that refreshes it"},
    {errc::idempotent_parameter_mismatch, condition::invalid, "IdempotentParameterMismatchException",
     "the token was already used for a different request", "use a new token for a new request"},
    {errc::incomplete_signature, condition::denied, "IncompleteSignatureException",
     "the request's signature is incomplete", ""},
    {errc::internal_server_error, condition::unavailable, "InternalServerError",
     "DynamoDB had an internal error", ""},
    {errc::invalid_signature, condition::denied, "InvalidSignatureException",
     "the request's signature was not accepted", "check the secret access key and this machine's clock"},
    {errc::item_collection_size_limit_exceeded, condition::conflict,
     "ItemCollectionSizeLimitExceededException", "the item collection is larger than 10 GB",
     "the limit applies to each hash key of a table with local indexes"},
    {errc::limit_exceeded, condition::throttled, "LimitExceededException",
     "too many simultaneous control plane operations", ""},
    {errc::missing_authentication_token, condition::denied, "MissingAuthenticationTokenException",
     "the request was not signed", ""},
    {errc::provisioned_throughput_exceeded, condition::throttled, "ProvisionedThroughputExceededException",
     "the table's or index's throughput was exceeded",
     "send fewer requests, raise the capacity or spread the load over more keys"},
    {errc::replicated_write_conflict, condition::conflict, "ReplicatedWriteConflictException",
     "another region is writing the item", ""},
    {errc::request_limit_exceeded, condition::throttled, "RequestLimitExceeded",
     "the account's throughput was exceeded", ""},
    {errc::request_time_too_skewed, condition::denied, "RequestTimeTooSkewed",
     "this machine's clock differs too much from the service's", "set the clock"},
    {errc::request_timed_out, condition::timed_out, "RequestTimeout",
     "the service waited too long for the request", ""},
    {errc::resource_in_use, condition::conflict, "ResourceInUseException",
     "the resource already exists or is being changed", ""},
    {errc::resource_not_found, condition::not_found, "ResourceNotFoundException",
     "the table or index does not exist",
     "create it with table<T>::create(), or check the table name, region and endpoint"},
    {errc::serialization_failed, condition::invalid, "SerializationException",
     "DynamoDB could not read the request",
     "check what your own codec<T> writes, and the parameters of a document_operation"},
    {errc::service_unavailable, condition::unavailable, "ServiceUnavailable", "DynamoDB is unavailable", ""},
    {errc::throttling, condition::throttled, "ThrottlingException", "the request was throttled", ""},
    {errc::transaction_canceled, condition::conflict, "TransactionCanceledException",
     "the transaction was cancelled", "diagnostics::cancellation_reasons has one reason for each statement"},
    {errc::transaction_conflict, condition::conflict, "TransactionConflictException",
     "a transaction is in progress on the item", "retry"},
    {errc::transaction_in_progress, condition::throttled, "TransactionInProgressException",
     "the transaction with this token is still running", ""},
    {errc::transaction_throttled, condition::throttled, "",
     "the transaction was cancelled because a table or index was throttled",
     "send fewer requests, raise the capacity or spread the load over more keys, or set "
     "retry_policy::retry_transaction_conflicts"},
    {errc::trimmed_data_access, condition::not_found, "TrimmedDataAccessException",
     "stream records were removed before they were read", "a stream keeps its records for 24 hours"},
    {errc::unknown_operation, condition::invalid, "UnknownOperationException",
     "the service does not support the operation", "a local server may not implement it"},
    {errc::unrecognized_client, condition::denied, "UnrecognizedClientException",
     "the service does not recognize the access key",
     "check the access key and the region; temporary credentials also need their session token"},
    {errc::validation_failed, condition::invalid, "ValidationException", "DynamoDB refused the request", ""},
    {errc::service_error, condition::unavailable, "", "the service returned an error", ""},
});

// Other service codes with the same cause (retry tables of the AWS SDKs, botocore). Some servers send the
// short form.
constexpr auto aliases = std::to_array<std::pair<std::string_view, errc>>({
    {"AuthFailure", errc::invalid_signature},
    {"BackupInUseException", errc::resource_in_use},
    {"BackupNotFoundException", errc::resource_not_found},
    {"ExpiredToken", errc::expired_token},
    {"IncompleteSignature", errc::incomplete_signature},
    {"InternalFailure", errc::internal_server_error},
    {"InternalServerErrorException", errc::internal_server_error},
    {"InvalidClientTokenId", errc::unrecognized_client},
    {"InvalidRestoreTimeException", errc::validation_failed},
    {"MissingAuthenticationToken", errc::missing_authentication_token},
    {"PointInTimeRecoveryUnavailableException", errc::continuous_backups_unavailable},
    {"ProvisionedThroughputExceeded", errc::provisioned_throughput_exceeded},
    {"RequestLimitExceededException", errc::request_limit_exceeded},
    {"RequestTimeoutException", errc::request_timed_out},
    {"ServiceUnavailableException", errc::service_unavailable},
    {"SignatureDoesNotMatch", errc::invalid_signature},
    {"TableAlreadyExistsException", errc::resource_in_use},
    {"TableInUseException", errc::resource_in_use},
    {"TableNotFoundException", errc::resource_not_found},
    {"Throttling", errc::throttling},
    {"ThrottledException", errc::throttling},
    {"TooManyRequestsException", errc::throttling},
    {"RequestThrottled", errc::throttling},
    {"RequestThrottledException", errc::throttling},
    {"BandwidthLimitExceeded", errc::throttling},
    {"SlowDown", errc::throttling},
    {"EC2ThrottledException", errc::throttling},
    {"PriorRequestNotComplete", errc::throttling},
});

const entry* find(int code) noexcept {
    const auto at = std::ranges::find(entries, code, [](const entry& e) { return static_cast<int>(e.code); });
    return at == entries.end() ? nullptr : &*at;
}

class error_category_type final : public boost::system::error_category {
 public:
    const char* name() const noexcept override { return "dynaco"; }
    std::string message(int code) const override {
        const entry* e = find(code);
        return std::string(e ? e->message : "unknown error");
    }
    bool equivalent(int code, const boost::system::error_condition& wanted) const noexcept override {
        if (wanted.category() != condition_category()) return default_error_condition(code) == wanted;
        const entry* e = find(code);
        return e && static_cast<int>(e->family) == wanted.value();
    }
};

class condition_category_type final : public boost::system::error_category {
 public:
    const char* name() const noexcept override { return "dynaco.condition"; }
    std::string message(int value) const override {
        static constexpr auto names = std::to_array<std::string_view>(
            {"none", "throttled", "unavailable", "denied", "not found", "conflict", "invalid", "timed out",
             "cancelled", "outcome unknown", "bad reply", "model mismatch"});
        const auto index = static_cast<std::size_t>(value);
        return std::string(index < names.size() ? names[index] : "unknown condition");
    }
};

}  // namespace

const boost::system::error_category& error_category() noexcept {
    static const error_category_type category;
    return category;
}

const boost::system::error_category& condition_category() noexcept {
    static const condition_category_type category;
    return category;
}

namespace detail {

errc errc_of_service_code(std::string_view service_code) noexcept {
    if (service_code.empty()) return errc::service_error;
    if (const auto at = std::ranges::find(entries, service_code, &entry::service_code); at != entries.end())
        return at->code;
    const auto alias = std::ranges::find(aliases, service_code, &std::pair<std::string_view, errc>::first);
    return alias == aliases.end() ? errc::service_error : alias->second;
}

}  // namespace detail

std::string_view advice(errc code) noexcept {
    const entry* e = find(static_cast<int>(code));
    return e ? e->advice : std::string_view{};
}

namespace {

constexpr auto causes = static_cast<std::size_t>(errc::service_error) + 1;

// "throttling" from "… [errc Cause = dynaco::errc::throttling]". A value without an enumerator has no name.
template <errc Cause>
consteval std::string_view spelled() {
    const std::string_view text = __PRETTY_FUNCTION__;
    constexpr std::string_view before = "Cause = dynaco::errc::";
    const auto at = text.find(before);
    if (at == text.npos) return "unknown";
    const auto name = text.substr(at + before.size());
    return name.substr(0, name.find_first_of(";]"));
}

template <std::size_t... Value>
consteval std::array<std::string_view, causes> all_names(std::index_sequence<Value...>) {
    return {spelled<static_cast<errc>(Value)>()...};
}

constexpr auto errc_names = all_names(std::make_index_sequence<causes>());

}  // namespace

std::string_view name_of(errc cause) noexcept {
    const auto index = static_cast<std::size_t>(cause);
    return index < errc_names.size() ? errc_names[index] : "unknown";
}

}  // namespace dynaco
