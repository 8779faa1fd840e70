#pragma once

#include <dynaco/client_options.hpp>
#include <dynaco/detail/client/handle/flags.hpp>
#include <dynaco/detail/core/recycled_string.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/transport/connection_statistics.hpp>
#include <dynaco/detail/transport/recycled_frames.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/operations/operation.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynaco {

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
    /// The key attributes of a PutItem, for errors; null: not known. Others name them in `Key`.
    std::shared_ptr<const detail::item_key_names> key_names{};
    std::string_view missing_token{};  ///< The member that gets a random token when it is sent; empty: none.
    std::optional<failure> refused{};  ///< Why it could not be encoded; the call fails without any I/O.

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
        thread_local std::size_t size_before = detail::recycled_string::usual_size;
        r.body = detail::recycled_string::with_room_after(size_before);
        detail::json::writer out(r.body);
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

namespace detail {

template <>
inline constexpr bool recycles_frames<awaitable<result<reply>>> = true;

class call_loop;
class client_access;

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
    /// errc::invalid_proxy: the setting is missing or not valid. errc::invalid_argument: an option or a
    /// setting of the environment or the shared files is out of range, or options cannot be used together.
    /// errc::invalid_configuration: the shared files cannot be used.
    ///
    /// g++ 12: write `options` as a named variable if `executor` is `co_await ...this_coro::executor`: it
    /// miscompiles such temporaries in an expression with `co_await`.
    explicit client(const boost::asio::any_io_executor& executor, const client_options& options = {});
    /// Makes a client from an existing call loop. For tests of dynaco.
    explicit client(std::shared_ptr<detail::call_loop> loop) noexcept;
    /// Destroys the handle. Calls in progress continue. When the last handle is destroyed and the last call
    /// has ended, the connections are closed.
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
    /// Sends an operation and decodes its response. Failures are returned as values.
    /// `client` describes lifetime, threads and cancellation.
    template <operation Op>
    [[nodiscard]] awaitable<result<typename Op::response>> send(const Op& op) const {
        return decode<Op>(call(encoded_request::of(op)));
    }

    /// Sends an operation and decodes its response. Failures are thrown.
    /// `client` describes lifetime, threads and cancellation.
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
    /// query or batch consists of many calls: wait for its end before.
    ///
    /// @returns true if all calls ended in time.
    [[nodiscard]] awaitable<bool> shutdown(std::chrono::milliseconds patience);
    /// Closes the client at once. Waiting and later calls fail with errc::client_closed. A call whose request
    /// was already sent still receives its response. Thread-safe.
    void close() noexcept;

 private:
    friend class detail::client_access;

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

    std::shared_ptr<detail::call_loop> loop_;  // closed when the last handle is destroyed
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
