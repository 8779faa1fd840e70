#pragma once

#include <dynaco/connection_statistics.hpp>
#include <dynaco/credentials.hpp>
#include <dynaco/detail/client/build_flags.hpp>
#include <dynaco/detail/core/recycled_string.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/retry.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynaco {

/// The nodes of a cluster in which each node can serve every request, such as ScyllaDB with Alternator.
///
/// Requests are sent to the nodes in turn. A node that fails is skipped for about a second, then for twice as
/// long after each further failure, at most for half a minute.
struct node_options {
    /// URLs of some or all nodes, for example "http://10.0.0.1:8000": all http:// or all https://, without a
    /// path. Default: empty, the client uses one endpoint. An invalid URL is errc::invalid_endpoint.
    std::vector<std::string> nodes{};
    /// How often the client requests the list of nodes from a node (GET /localnodes), in the background;
    /// after a node failed, the request is sent earlier. Default: 60 s. The nodes in the list get the scheme
    /// and the port of the node that sent it. Zero: never; `nodes` is the whole list. Use zero for engines
    /// without this request.
    std::chrono::milliseconds refresh_interval{60'000};
    /// The data centre whose nodes are used. Default: empty, the data centre of the node that sends the list.
    std::string datacenter{};
    /// The rack whose nodes are used. Default: empty, all racks of the data centre.
    std::string rack{};
};

class observer;

/// The settings of a client.
///
/// Fields that are left empty are filled from the environment, then from the profile in the shared config and
/// credentials files (~/.aws/config and ~/.aws/credentials, or the paths in AWS_CONFIG_FILE and
/// AWS_SHARED_CREDENTIALS_FILE). Both are read when the client is made. The files are also read each time
/// that credentials are loaded. Each field names the variable and the profile's setting that it is filled
/// from.
struct client_options {
    /// The AWS region, for example "eu-west-1". If empty: AWS_REGION, AWS_DEFAULT_REGION, `region` of the
    /// profile; then the region of the EC2 instance, if the credentials come from its metadata. "local" means
    /// http://localhost:8000. A client with its own endpoint does not need a region.
    std::string region{};
    /// The URL of DynamoDB, for example "http://localhost:8000". If empty: AWS_ENDPOINT_URL_DYNAMODB,
    /// AWS_ENDPOINT_URL, `endpoint_url` of `dynamodb` in the section that the profile's `services` names,
    /// `endpoint_url` of the profile; then AWS's endpoint for the region.
    std::string endpoint{};
    /// The URL of DynamoDB Streams. If empty and `endpoint` is set: the same URL, but with AWS's host for
    /// streams if `endpoint` has a host of AWS. If both are empty: AWS_ENDPOINT_URL_DYNAMODB_STREAMS, then
    /// the settings that `endpoint` names.
    std::string streams_endpoint{};
    /// True: the endpoints in the environment and in the profile are ignored. Default: false, then
    /// AWS_IGNORE_CONFIGURED_ENDPOINT_URLS and `ignore_configured_endpoint_urls` decide.
    bool ignore_configured_endpoints = false;
    /// Whether to use AWS's FIPS 140 endpoints. If not set and no endpoint is configured:
    /// AWS_USE_FIPS_ENDPOINT, `use_fips_endpoint`; then false. True together with your own endpoint is
    /// errc::invalid_configuration.
    std::optional<bool> use_fips{};
    /// Whether to use AWS's endpoints for IPv4 and IPv6. If not set and no endpoint is configured:
    /// AWS_USE_DUALSTACK_ENDPOINT, `use_dualstack_endpoint`; then false. True together with your own endpoint
    /// is errc::invalid_configuration.
    std::optional<bool> use_dual_stack{};
    /// Whether requests are sent to the host of their AWS account. If not set: AWS_ACCOUNT_ID_ENDPOINT_MODE,
    /// `account_id_endpoint_mode`; then preferred. The account is that of the credentials, or of the ARN that
    /// is used as a table's name.
    std::optional<dynaco::account_id_endpoint_mode> account_id_endpoint_mode{};

    /// The nodes of a cluster (ScyllaDB's Alternator or another engine), instead of `endpoint`. If both are
    /// set: errc::invalid_argument.
    node_options alternator{};

    /// The profile in the shared files. If empty: AWS_PROFILE; then "default". A profile that is named here
    /// has precedence over the access keys of the environment.
    std::string profile{};
    /// The credentials provider. If null: the first source that is configured of the environment's access
    /// keys, the profile, a web identity, the container's role, the EC2 instance's role; see
    /// `default_credentials`.
    std::shared_ptr<credentials_provider> credentials{};
    /// Returns the code of a multi-factor device if the role of the profile requires one. Default: none, a
    /// role that requires a code fails with an error.
    mfa_code_source mfa{};

    /// The PEM file of the certificate authorities to trust, instead of those of the system. If empty:
    /// AWS_CA_BUNDLE, `ca_bundle`.
    std::string ca_file{};
    /// Whether to verify the server's certificate. Default: true. False accepts any certificate and is for
    /// experiments only.
    bool verify_tls = true;

    /// The URL of an HTTP proxy: "http://proxy:3128" or "http://user:password@proxy:3128". If empty:
    /// HTTPS_PROXY (HTTP_PROXY for a plain endpoint), except if NO_PROXY names the host of the endpoint or
    /// the host is this machine. "none": no proxy, and the environment is ignored. The client sends CONNECT
    /// to the proxy in plain HTTP, also for plain endpoints. The proxy sees host names but not the requests.
    std::string proxy{};

    /// The limit of open connections to all endpoints together, at least 1. Default: 64. More calls wait in
    /// the connection pool's queue.
    std::size_t max_connections = 64;
    /// The limit of open connections to one endpoint, at most `max_connections`. Default: 0, which means
    /// `max_connections`.
    std::size_t max_connections_per_endpoint = 0;
    /// The limit of calls that wait for a connection. Default: 100 000. More calls fail at once with
    /// errc::too_many_waiting.
    std::size_t max_waiting_calls = 100'000;
    /// The timeout for opening a connection: DNS, TCP and TLS together. Default: 3.1 s.
    std::chrono::milliseconds connect_timeout{3100};
    /// The timeout for waiting in the connection pool's queue; after it: errc::pool_timed_out. Default: 10 s.
    std::chrono::milliseconds pool_timeout{10'000};
    /// The timeout of one attempt, from sending the request to the last byte of its response. Default: 10 s.
    std::chrono::milliseconds attempt_timeout{10'000};
    /// The timeout of a whole call: credentials, waiting, connecting, attempts and the backoff between them.
    /// Default: 60 s.
    std::chrono::milliseconds deadline{60'000};
    /// A connection that was not used for this time is closed. Default: 50 s, because DynamoDB closes idle
    /// connections after about 60 s.
    std::chrono::milliseconds idle_timeout{50'000};
    /// A connection that is older than this, plus or minus a tenth, is not used again, so that the load
    /// follows changes of DNS. Default: 10 min. Zero: no limit.
    std::chrono::milliseconds max_connection_age{600'000};
    /// How long to wait for one address of a host before the next address is tried, too (RFC 8305,
    /// "Connection Attempt Delay"). Default: 250 ms. Values below 10 ms count as 10 ms.
    std::chrono::milliseconds connection_attempt_delay{250};
    /// When and how often failed attempts are retried. Fields with their default value are filled from
    /// AWS_RETRY_MODE, `retry_mode` and AWS_MAX_ATTEMPTS, `max_attempts`.
    retry_policy retry{};
    /// Whether requests are signed with the service's time if the clock of this machine is wrong. Default:
    /// true. AWS_DISABLE_CLOCK_SKEW_CORRECTION=true and `disable_clock_skew_correction = true` switch it off,
    /// too.
    bool correct_clock_skew = true;

    /// The limit of bytes in the body of a response, compressed and decompressed; a larger one is
    /// errc::reply_too_large. Default: 64 MiB. BatchGetItem returns up to 16 MB of items, which are larger as
    /// JSON.
    std::size_t max_reply_size = std::size_t{64} * 1024 * 1024;
    /// Whether to request responses that are compressed with gzip: fewer bytes, but more CPU time. Default:
    /// false.
    bool accept_gzip = false;
    /// The name of the application in the User-Agent header. If empty: AWS_SDK_UA_APP_ID, `sdk_ua_app_id`.
    /// Only its first 50 characters are sent.
    std::string app_id{};
    /// Text in front of the table names of schemas: "test-" makes "test-accounts". Table names that are given
    /// at run time do not get it. Default: empty.
    std::string table_prefix{};
    /// Headers that are added to every request, for proxies and gateways. They are not signed. Invalid names
    /// and values, and headers that dynaco or HTTP sets, are errc::invalid_argument.
    std::map<std::string, std::string> extra_headers{};
    /// Receives an event for each call, attempt and retry; see observing.hpp. Default: null, no observer.
    std::shared_ptr<dynaco::observer> observer{};
};

/// Limits for some calls of a client (`client::with`). A field with its default value means the client's own
/// setting.
struct call_options {
    /// The timeout of a call. Zero: `client_options::deadline`.
    std::chrono::milliseconds deadline{};
    /// The timeout of an attempt. Zero: `client_options::attempt_timeout`.
    std::chrono::milliseconds attempt_timeout{};
    /// The deadline for everything that is done with this client: calls, pages, batches with their pauses,
    /// waits for tables. Each call also keeps its own deadline. Default: no such deadline.
    std::chrono::steady_clock::time_point until = std::chrono::steady_clock::time_point::max();
    /// The limit of attempts of a call. Zero: `retry_policy::max_attempts`.
    int max_attempts = 0;
    /// Replaces `retry_policy::retry_ambiguous_writes`, if set.
    std::optional<bool> retry_ambiguous_writes{};
    /// Replaces `retry_policy::retry_transaction_conflicts`, if set.
    std::optional<bool> retry_transaction_conflicts{};
};

/// The statistics of a client's connections, as `client::connections` returns them.
struct client_connections {
    /// The sum over all endpoints.
    connection_statistics total{};
    /// The statistics of each endpoint that was called, by its URL:
    /// "https://dynamodb.eu-west-1.amazonaws.com". A client keeps 64 endpoints. "others" is the sum of the
    /// endpoints that were removed because they were not used for the longest time.
    std::map<std::string, connection_statistics> endpoints{};
};

/// The statistics of connections in Prometheus' text format, version 0.0.4, for each endpoint. Append it to
/// the text of `metrics::to_prometheus`.
[[nodiscard]] std::string to_prometheus(const client_connections& all);

/// An operation that is encoded as a request but not yet signed. It refers to nothing of the operation that
/// it was made from.
struct encoded_request {
    operation_info info{};  ///< The properties of the operation: name, whether it writes, and others.
    std::string table{};    ///< The table's name or ARN; empty if the operation has none.
    detail::recycled_string body{};     ///< The JSON of the request.
    std::string index{};                ///< The index that is read; empty: the table itself.
    std::vector<std::string> tables{};  ///< All tables, if the operation may have several.
    std::string resource{};             ///< The ARN of the resource, if the request names no table.
    std::string_view missing_token{};   ///< The member that gets a random token when it is sent; empty: none.
    std::optional<failure> refused{};   ///< Why it could not be encoded; the call fails without any I/O.

    /// The names of the tables: "accounts", or "accounts, orders".
    [[nodiscard]] std::string table_names() const;

    /// Encodes `op`. If that fails, `refused` has the reason. `op` and the data that it refers to may be
    /// destroyed afterwards.
    template <operation Op>
    static encoded_request of(const Op& op) {
        encoded_request r{.info = Op::info, .table = std::string(op.table())};
        if constexpr (requires { op.writes(); }) r.info.writes = op.writes();
        if constexpr (requires { op.idempotent(); }) r.info.idempotent = op.idempotent();
        if constexpr (requires { op.index(); }) r.index = op.index();
        if constexpr (requires { op.all_tables(); }) r.tables = op.all_tables();
        if constexpr (requires { op.resource(); }) r.resource = op.resource();
        if constexpr (requires { op.missing_token(); }) r.missing_token = op.missing_token();
        thread_local std::size_t size_before = 0;  // requests of a kind are alike
        r.body =
            detail::recycled_string::with_room(std::max(size_before, detail::recycled_string::usual_size));
        json::writer out(r.body);
        if (!op.encode(out) || out.failed()) r.refused = out.why();
        size_before = r.body.size();
        return r;
    }
};

/// A successful response whose body is not yet decoded.
struct reply {
    detail::recycled_string body{};  ///< The JSON of the response, decompressed.
    operation_info info{};           ///< The properties of the operation that was sent.
    std::string table{};             ///< The name of the table, or of all tables of the request.
    std::shared_ptr<const std::string> endpoint{};  ///< The URL that was called; null if not known.
    detail::recycled_string request_id{};           ///< `x-amzn-RequestId`.
    int http_status = 0;                            ///< The HTTP status.
    int attempts = 0;                               ///< The number of attempts of the call.

    /// Adds details to a failure to decode the body: the operation, the table, the endpoint, and for a write
    /// that it was applied.
    [[nodiscard]] failure explain(const failure& why) const;
};

/// The coroutine type of all calls that do I/O.
template <class T>
using awaitable = boost::asio::awaitable<T>;

/// A time of the system clock (UTC), as `client::wall_clock` returns it.
using wall_time = std::chrono::sys_time<std::chrono::milliseconds>;

namespace detail {

class call_loop;

}  // namespace detail

/// A client of DynamoDB: a cheap handle. Copies share connections, credentials and the retry quota.
///
/// Thread safety: any number of calls may run at the same time, from any threads. Functions that are const
/// may be called on the same handle from several threads. Assigning to a handle needs exclusive access, as
/// for `std::shared_ptr`.
///
/// Executors: connections run on the executor that the client was made with. A call completes on the executor
/// of its own coroutine.
///
/// Lifetime: a call encodes its request before it returns the `awaitable`. Arguments may be destroyed before
/// the call is awaited, and the client, too. When the last handle is destroyed and the last call has ended,
/// the connections are closed, and nothing keeps the executor busy.
///
/// Cancellation: Asio's terminal cancellation ends a call with errc::canceled, or with errc::outcome_unknown
/// if a write may have been applied.
class client {
 public:
    /// Makes a client. Reads the environment and the shared files, but does no network I/O.
    /// @throws error  errc::missing_region, errc::invalid_endpoint, errc::invalid_ca_file,
    /// errc::invalid_proxy: such a setting is missing or not valid. errc::invalid_argument: an option or a
    /// setting of the environment or the shared files is out of range, or options exclude each other.
    /// errc::invalid_configuration: the shared files cannot be used.
    ///
    /// g++ 12: write `options` as a named variable if `executor` is `co_await ...this_coro::executor`: it
    /// miscompiles such temporaries in an expression with `co_await`.
    explicit client(const boost::asio::any_io_executor& executor, const client_options& options = {});
    /// Makes a client from an existing call loop. For tests of dynaco.
    explicit client(std::shared_ptr<detail::call_loop> loop) noexcept;
    /// Destroys the handle. Calls in progress continue. After the last handle and the last call, the
    /// connections are closed.
    ~client();
    /// A handle to the same client.
    client(const client&);
    /// Moves the handle. The moved-from handle may only be assigned to or destroyed.
    client(client&&) noexcept;
    /// Makes this a handle to the client of the other handle.
    client& operator=(const client&);
    /// Moves the handle. The moved-from handle may only be assigned to or destroyed.
    client& operator=(client&&) noexcept;

    /// Returns a handle to this client whose calls have the limits `options`. They replace all limits of an
    /// earlier `with` or `ending_by`.
    [[nodiscard]] client with(call_options options) const;
    /// Returns a handle to this client with the deadline `then` for everything that is done with the handle.
    /// If `call_options::until` is earlier, it stays the deadline.
    [[nodiscard]] client ending_by(std::chrono::steady_clock::time_point then) const;
    /// Returns a handle to this client whose calls, with the pauses between them, share one deadline. The
    /// deadline is the current time plus the timeout of one call, minus `spent`. Batches use it.
    [[nodiscard]] client within_deadline(std::chrono::nanoseconds spent = {}) const;
    /// True if `call_options::until` has passed, or the deadline of `within_deadline`.
    [[nodiscard]] bool late() const { return now() >= ends_by(); }
    /// True if `call_options::until` is not later than the deadline of `within_deadline`.
    [[nodiscard]] bool ends_by_until() const noexcept { return options_.until <= shared_end_; }
    /// The limit of attempts of a call, from the first of these that is set: `call_options`,
    /// `client_options::retry`, the environment, the profile. 0 if none is set.
    [[nodiscard]] int max_attempts() const noexcept;

    /// Sends an operation and decodes its response. Failures are returned as values.
    /// The class describes lifetime, threads and cancellation: see `client`.
    template <operation Op>
    [[nodiscard]] awaitable<result<typename Op::response>> send(const Op& op) const {
        return decode<Op>(call(encoded_request::of(op)));
    }

    /// Sends an operation and decodes its response. Failures are thrown.
    /// The class describes lifetime, threads and cancellation: see `client`.
    /// @throws error  any cause; nothing is thrown before the call is awaited
    template <operation Op>
    [[nodiscard]] awaitable<typename Op::response> execute(const Op& op) const {
        return value_or_throw<typename Op::response>(send(op));
    }

    /// Sends an encoded request and returns its response or the failure. Loads credentials if necessary,
    /// waits for a connection, signs, and retries as `client_options::retry` says.
    [[nodiscard]] awaitable<result<reply>> call(encoded_request request) const;

    /// Sleeps for a random time between zero and `ceiling` ("full jitter"). Returns early, without an error,
    /// when the deadline of this handle passes or the coroutine is cancelled.
    [[nodiscard]] awaitable<void> pause(std::chrono::milliseconds ceiling) const;
    /// Sleeps for `time`. Returns early, without an error, when the deadline of this handle passes or the
    /// coroutine is cancelled.
    [[nodiscard]] awaitable<void> sleep_for(std::chrono::milliseconds time) const;
    /// The time of the steady clock that the client uses.
    [[nodiscard]] std::chrono::steady_clock::time_point now() const;
    /// The time of the system clock (UTC) that the client uses, without the correction of clock skew.
    [[nodiscard]] wall_time wall_clock() const;

    /// Returns a random UUID of 36 characters, for a request that DynamoDB must apply only once
    /// (ClientRequestToken).
    [[nodiscard]] std::string random_token() const;

    /// Returns `table_name` with `client_options::table_prefix` in front of it.
    [[nodiscard]] std::string prefixed(std::string_view table_name) const;

    /// The executor that the client was made with, which its connections run on. Empty after its execution
    /// context was destroyed. Thread-safe.
    [[nodiscard]] boost::asio::any_io_executor executor() const;
    /// The URL that requests are sent to if no account is known: "https://dynamodb.eu-west-1.amazonaws.com".
    /// Empty if the region is loaded with the credentials. The reference is valid while a handle exists.
    [[nodiscard]] const std::string& endpoint() const noexcept;

    /// Opens connections before they are needed, until `connections` are idle or the limits of
    /// `client_options` are reached. Waits until they are open, at most until the deadline of a call. They
    /// are opened to the host of the account, if requests are sent there; this loads the credentials.
    ///
    /// @returns the number of idle connections afterwards.
    /// @throws error  any cause of a failed connection, if none could be opened. errc::client_closed: the
    /// client is closed.
    [[nodiscard]] awaitable<std::size_t> warm_up(std::size_t connections) const;
    /// Returns the current numbers of connections and the counts since the client was made. Thread-safe.
    [[nodiscard]] client_connections connections() const;
    /// Closes the connections that are not in use. Calls are not affected. Thread-safe.
    void close_idle_connections() noexcept;

    /// Closes the client gracefully. New calls fail at once with errc::client_closed. Calls in progress,
    /// waiting calls and retries continue to their end. Then all connections are closed.
    ///
    /// After `patience`, or when this coroutine is cancelled, the client is closed as by `close`. A scan,
    /// query or batch consists of many calls: let it end before.
    ///
    /// @returns true if all calls ended in time.
    [[nodiscard]] awaitable<bool> shutdown(std::chrono::milliseconds patience);
    /// Closes the client at once. Waiting and later calls fail with errc::client_closed. A call whose request
    /// was already sent still receives its response. Thread-safe.
    void close() noexcept;

 private:
    template <class Op>
    static awaitable<result<typename Op::response>> decode(awaitable<result<reply>> call) {
        const result<reply> answer = co_await std::move(call);
        if (!answer) co_return answer.error();
        auto decoded = Op::decode(answer->body);
        if (!decoded) co_return answer->explain(decoded.error());
        co_return decoded;
    }
    template <class T>
    static awaitable<T> value_or_throw(awaitable<result<T>> call) {
        result<T> outcome = co_await std::move(call);
        co_return std::move(outcome).value();
    }

    [[nodiscard]] std::chrono::milliseconds left_of(std::chrono::milliseconds time) const;
    [[nodiscard]] std::chrono::steady_clock::time_point ends_by() const noexcept {
        return options_.until < shared_end_ ? options_.until : shared_end_;
    }

    struct owner;  // closes the loop when the last handle is destroyed
    std::shared_ptr<owner> owner_;
    call_options options_{};
    // The deadline that several calls share.
    std::chrono::steady_clock::time_point shared_end_ = std::chrono::steady_clock::time_point::max();
};

/// Awaits a call and returns its result, or the `failure` of the `error` that it throws.
///
///     dynaco::result<std::optional<Account>> found = co_await dynaco::as_result(accounts.get("1"));
///     if (!found) log(found.error().text());
///
/// For callers that do not use exceptions, and for cleanup: a `catch` block cannot `co_await`. Iterators,
/// batches and transactions must outlive the call, as without `as_result`. Only `error` is converted; other
/// exceptions, from your own code or from Asio, pass through.
template <class T>
[[nodiscard]] awaitable<result<T>> as_result(awaitable<T> call) {
    try {
        if constexpr (std::is_void_v<T>) {
            co_await std::move(call);
            co_return result<void>();
        } else {
            T value = co_await std::move(call);
            co_return result<T>(boost::system::in_place_value, std::move(value));
        }
    } catch (const error& why) {
        co_return result<T>(boost::system::in_place_error, why.as_failure());
    }
}

}  // namespace dynaco
