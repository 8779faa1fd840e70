#pragma once

#include <dynaco/connection_statistics.hpp>
#include <dynaco/credentials.hpp>
#include <dynaco/detail/client/build_flags.hpp>
#include <dynaco/detail/core/recycled_string.hpp>
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

/// A cluster whose nodes all serve requests, as ScyllaDB's with Alternator. Requests go round them; a node
/// that fails is passed over for a while.
struct node_options {
    /// URLs of some or all nodes, all http:// or all https://, without a path ("http://10.0.0.1:8000").
    /// Empty: there is one endpoint.
    std::vector<std::string> nodes{};
    /// How often a node is asked which nodes there are (GET /localnodes), beside the calls; sooner after one
    /// has failed. What it names has the scheme and the port of the node that was asked. Zero: `nodes` is
    /// the whole list, for engines that know no such request.
    std::chrono::milliseconds refresh_interval{60'000};
    /// Only nodes of this data centre and this rack; empty: of the asked node's data centre, and of all its
    /// racks.
    std::string datacenter{};
    std::string rack{};
};

class observer;

/// How a client is set up. What is left empty is taken from the environment, then from the profile in the
/// shared config and credentials files (~/.aws/config, ~/.aws/credentials, or where AWS_CONFIG_FILE and
/// AWS_SHARED_CREDENTIALS_FILE say). Both are read when the client is made; the files again when credentials
/// are loaded or renewed, and at no other time.
struct client_options {
    /// "eu-west-1"; else AWS_REGION, AWS_DEFAULT_REGION, the profile's `region`; else, where credentials come
    /// from EC2's instance metadata, the instance's. "local" is http://localhost:8000. Not needed with an
    /// endpoint of your own.
    std::string region{};
    /// "http://localhost:8000"; else AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL, `endpoint_url` of
    /// `dynamodb` in the section that the profile's `services` names, the profile's `endpoint_url`; else
    /// AWS's endpoint of the region.
    std::string endpoint{};
    /// Of DynamoDB Streams. Else, if `endpoint` is given: that, with the name of AWS's streams host if it is
    /// one of AWS's own hosts; else AWS_ENDPOINT_URL_DYNAMODB_STREAMS and the others as for `endpoint`.
    std::string streams_endpoint{};
    /// Leave out the endpoints that the environment and the profile configure; else
    /// AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, `ignore_configured_endpoint_urls`.
    bool ignore_configured_endpoints = false;
    /// AWS's FIPS 140 endpoints; else AWS_USE_FIPS_ENDPOINT, `use_fips_endpoint`, unless an endpoint is
    /// configured.
    std::optional<bool> use_fips{};
    /// AWS's endpoints for IPv4 and IPv6; else AWS_USE_DUALSTACK_ENDPOINT, `use_dualstack_endpoint`, unless
    /// an endpoint is configured.
    std::optional<bool> use_dual_stack{};
    /// Else AWS_ACCOUNT_ID_ENDPOINT_MODE, `account_id_endpoint_mode`; else preferred. The account is that of
    /// the credentials, or of the ARN that is given as a table's name.
    std::optional<dynaco::account_id_endpoint_mode> account_id_endpoint_mode{};

    /// Several nodes that serve alike, instead of `endpoint`: ScyllaDB's Alternator and other engines.
    node_options alternator{};

    /// Of the shared files; else AWS_PROFILE, else "default". If it is named here, it counts before access
    /// keys of the environment.
    std::string profile{};
    /// Else the first that is configured of: AWS_ACCESS_KEY_ID and its like, the profile, a web identity, the
    /// container's role, the EC2 instance's role; see `default_credentials`.
    std::shared_ptr<credentials_provider> credentials{};
    /// Asked for the code of a multi-factor device, where the profile's role wants one.
    mfa_code_source mfa{};

    /// PEM file of the certificate authorities to trust instead of the system's; else AWS_CA_BUNDLE,
    /// `ca_bundle`.
    std::string ca_file{};
    /// False: any certificate will do. For experiments only.
    bool verify_tls = true;

    /// "http://proxy:3128", perhaps with "user:password@"; else HTTPS_PROXY (HTTP_PROXY for a plain
    /// endpoint), unless NO_PROXY excepts the endpoint's host or that is this machine. "none": no proxy
    /// whatever the environment says. The proxy is spoken to in plain HTTP and asked for a tunnel (CONNECT),
    /// for plain endpoints too; it sees host names, not requests.
    std::string proxy{};

    /// Open connections at most, to all endpoints together; calls beyond that wait in line.
    std::size_t max_connections = 64;
    /// Open connections at most to one endpoint; 0: `max_connections`.
    std::size_t max_connections_per_endpoint = 0;
    /// Calls that wait in line for a connection at most; more fail at once with errc::too_many_waiting.
    std::size_t max_waiting_calls = 100'000;
    /// DNS, TCP and TLS together.
    std::chrono::milliseconds connect_timeout{3100};
    /// Waiting in line for a connection.
    std::chrono::milliseconds pool_timeout{10'000};
    /// From sending a request to the last byte of its reply.
    std::chrono::milliseconds attempt_timeout{10'000};
    /// One call in all: credentials, waiting, connecting, attempts and the pauses between them.
    std::chrono::milliseconds deadline{60'000};
    /// Idle connections are closed after this; DynamoDB does so after about 60 s.
    std::chrono::milliseconds idle_timeout{50'000};
    /// A connection older than this, give or take a tenth, is not used again, so that load follows changes of
    /// DNS. Zero: no limit.
    std::chrono::milliseconds max_connection_age{600'000};
    /// A host with several addresses is tried at the next one when the one before has not answered for this
    /// long (RFC 8305, "Connection Attempt Delay").
    std::chrono::milliseconds connection_attempt_delay{250};
    /// Else AWS_RETRY_MODE, `retry_mode` and AWS_MAX_ATTEMPTS, `max_attempts` for what is left at its
    /// default.
    retry_policy retry{};
    /// Sign with the service's clock where this machine's is wrong; AWS_DISABLE_CLOCK_SKEW_CORRECTION=true
    /// or `disable_clock_skew_correction = true` switches it off, too.
    bool correct_clock_skew = true;

    /// Bytes of a reply's body at most, compressed and decompressed. BatchGetItem may return 16 MB of items,
    /// more as JSON.
    std::size_t max_reply_size = std::size_t{64} * 1024 * 1024;
    /// Ask for replies compressed with gzip: less to transfer, more to compute.
    bool accept_gzip = false;
    /// Names the application in the User-Agent header; else AWS_SDK_UA_APP_ID, `sdk_ua_app_id`. What is
    /// beyond 50 characters is not sent.
    std::string app_id{};
    /// Put before the table names of schemas ("test-" makes "test-accounts"); names that are given at run
    /// time are taken as they are.
    std::string table_prefix{};
    /// Headers to send with every request, for proxies and gateways; they are not signed. A header that
    /// dynaco or HTTP sets itself, or a name or value that is none, is errc::invalid_argument.
    std::map<std::string, std::string> extra_headers{};
    /// Is told of every attempt, retry and call; see observer.hpp.
    std::shared_ptr<dynaco::observer> observer{};
};

/// What may differ from call to call. What is left at its default is the client's own.
struct call_options {
    std::chrono::milliseconds deadline{};
    std::chrono::milliseconds attempt_timeout{};
    /// All that is done with this client ends by then: calls, pages, batches with their pauses, waiting for
    /// tables. Each call keeps its own deadline, too.
    std::chrono::steady_clock::time_point until = std::chrono::steady_clock::time_point::max();
    int max_attempts = 0;  ///< See `retry_policy` for this and the next two.
    std::optional<bool> retry_ambiguous_writes{};
    std::optional<bool> retry_transaction_conflicts{};
};

/// The connections of a client, at one moment.
struct client_connections {
    connection_statistics total{};
    /// For each endpoint that was called: "https://dynamodb.eu-west-1.amazonaws.com". A client keeps 64;
    /// "others" is the sum of those that it has forgotten, since they were not used for the longest time.
    std::map<std::string, connection_statistics> endpoints{};
};

/// The same in Prometheus' text format, version 0.0.4, by endpoint: goes behind what `metrics` gives.
[[nodiscard]] std::string to_prometheus(const client_connections& all);

/// A request ready to be signed and sent: encoded before the call that made it returned.
struct encoded_request {
    operation_info info{};
    std::string table{};
    detail::recycled_string body{};
    std::string index{};                ///< The index that is read; empty: the table itself.
    std::vector<std::string> tables{};  ///< All tables, where the operation may have several.
    std::string resource{};             ///< The ARN that it is about, where that is no table's name.
    std::string_view missing_token{};   ///< The member that a random token belongs into; empty: none.
    std::optional<failure> refused{};   ///< Why it could not be encoded; the call then fails without any I/O.

    /// "accounts", or all tables: "accounts, orders".
    [[nodiscard]] std::string table_names() const;

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

/// A successful answer, not decoded yet.
struct reply {
    detail::recycled_string body{};
    operation_info info{};
    std::string table{};
    std::shared_ptr<const std::string> endpoint{};  ///< Null: unknown.
    detail::recycled_string request_id{};
    int http_status = 0;
    int attempts = 0;

    /// Adds operation, table and place to a failure to decode the body, and that a write was applied all the
    /// same.
    [[nodiscard]] failure explain(const failure& why) const;
};

template <class T>
using awaitable = boost::asio::awaitable<T>;

/// A time of day, as `client::wall_clock` tells it.
using wall_time = std::chrono::sys_time<std::chrono::milliseconds>;

namespace detail {

class call_loop;

}  // namespace detail

/// A connection to DynamoDB: a cheap handle that may be copied; its copies share connections, credentials and
/// retry quota. Any number of calls may be under way at once, from any threads; the handle itself is safe to
/// copy and use as a `shared_ptr` is.
///
/// Connections live on the executor that the client was made with; calls complete on the coroutine's own.
/// Cancelling a call (Asio's terminal cancellation) ends it with errc::canceled, or errc::outcome_unknown if
/// a write may have been applied. When the last handle is gone, idle connections are closed and nothing keeps
/// the executor busy.
class client {
 public:
    /// @throws error  errc::missing_region, errc::invalid_endpoint, errc::invalid_ca_file,
    /// errc::invalid_proxy, errc::invalid_argument
    explicit client(const boost::asio::any_io_executor& executor, const client_options& options = {});
    /// With parts of the caller's choice, for tests.
    explicit client(std::shared_ptr<detail::call_loop> loop) noexcept;
    ~client();
    client(const client&);
    client(client&&) noexcept;
    client& operator=(const client&);
    client& operator=(client&&) noexcept;

    /// The same client with other limits for its calls.
    [[nodiscard]] client with(call_options options) const;
    /// The same client; all that is done with it ends by `then`, if `call_options::until` does not come
    /// earlier.
    [[nodiscard]] client ending_by(std::chrono::steady_clock::time_point then) const;
    /// The same client for several calls that are one to their user: they and the pauses between them share
    /// the time of one call's deadline, of which `spent` is over.
    [[nodiscard]] client within_deadline(std::chrono::nanoseconds spent = {}) const;
    /// Whether `call_options::until` has passed, or the deadline that several calls share.
    [[nodiscard]] bool late() const { return now() >= ends_by(); }
    /// Whether `call_options::until` comes before the deadline that several calls share.
    [[nodiscard]] bool ends_by_until() const noexcept { return options_.until <= shared_end_; }
    /// How often a request may be made in all: as `call_options` says, else `client_options::retry`, the
    /// environment or the profile. 0 where none of them says a number.
    [[nodiscard]] int max_attempts() const noexcept;

    /// Sends an operation and decodes its answer; failures come as values.
    ///
    /// Encodes before it returns: what `op` refers to may die before the result is awaited.
    template <operation Op>
    [[nodiscard]] awaitable<result<typename Op::response>> send(const Op& op) const {
        return decode<Op>(call(encoded_request::of(op)));
    }

    /// The same; failures are thrown.
    /// @throws error
    template <operation Op>
    [[nodiscard]] awaitable<typename Op::response> execute(const Op& op) const {
        return value_or_throw<typename Op::response>(send(op));
    }

    /// Sends an encoded request: the call loop with credentials, signature, connection, attempts. Retries as
    /// `client_options::retry` says.
    [[nodiscard]] awaitable<result<reply>> call(encoded_request request) const;

    /// Sleeps a random part of `ceiling` ("full jitter"); ends early, without a word, at
    /// `call_options::until` or if the call is cancelled.
    [[nodiscard]] awaitable<void> pause(std::chrono::milliseconds ceiling) const;
    /// Sleeps exactly `time`; ends early, without a word, at `call_options::until` or if the call is
    /// cancelled.
    [[nodiscard]] awaitable<void> sleep_for(std::chrono::milliseconds time) const;
    /// The client's steady clock.
    [[nodiscard]] std::chrono::steady_clock::time_point now() const;
    /// The client's clock for the time of day (UTC): what requests are signed with.
    [[nodiscard]] wall_time wall_clock() const;

    /// A random UUID of 36 characters, for requests that DynamoDB shall apply once (ClientRequestToken).
    [[nodiscard]] std::string random_token() const;

    /// The name of a schema's table with `client_options::table_prefix`.
    [[nodiscard]] std::string prefixed(std::string_view table_name) const;

    /// "https://dynamodb.eu-west-1.amazonaws.com": where requests go that no account is known of. Empty where
    /// the region comes with the credentials.
    [[nodiscard]] const std::string& endpoint() const noexcept;

    /// Opens connections to `endpoint()` before they are needed, until `connections` are idle or the limits
    /// of `client_options` are reached. Ends when they are open, at the latest after the calls' deadline.
    ///
    /// @returns how many are idle then.
    /// @throws error  why none could be opened; errc::client_closed.
    [[nodiscard]] awaitable<std::size_t> warm_up(std::size_t connections) const;
    /// The connections now, and what became of them since the client was made. From any thread, at any time.
    [[nodiscard]] client_connections connections() const;
    /// Closes the connections that no call uses at this moment.
    void close_idle_connections() noexcept;

    /// Ends in good order: later calls fail with errc::client_closed at once; those under way, waiting in
    /// line and between attempts included, go on to their end; then all connections are closed.
    ///
    /// When `patience` is over, or when it is cancelled, calls that are left are treated as by `close`. A
    /// scan, query or batch is many calls: let it end first.
    ///
    /// @returns whether all calls had ended in time.
    [[nodiscard]] awaitable<bool> shutdown(std::chrono::milliseconds patience);
    /// Fails waiting and later calls with errc::client_closed; a request that was sent is still answered.
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

    struct owner;  // closes the loop when the last handle is gone
    std::shared_ptr<owner> owner_;
    call_options options_{};
    // Of several calls that are one to their user.
    std::chrono::steady_clock::time_point shared_end_ = std::chrono::steady_clock::time_point::max();
};

/// The outcome of any call of the library as a value: what it gives, or the `failure` that it would throw.
///
///     dynaco::result<std::optional<Account>> found = co_await dynaco::as_result(accounts.get("1"));
///     if (!found) log(found.error().text());
///
/// For callers without exceptions, and for cleanups: a `catch` cannot `co_await`. Iterators, batches and
/// transactions must outlive the call, as they must without it. Only `error` is caught: what the caller's own
/// code throws, and Asio's exceptions, pass.
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
