#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/operations/operation.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco {

/// The capacity, the attempts and the request ID of one or several calls.
///
/// A call that is given a report adds to it when it ends, whether it succeeds or fails. The report must live
/// until then. It is not thread-safe: calls that share a report must not end at the same time on different
/// threads.
///
///     dynaco::call_report report;
///     co_await accounts.save(alice, {.report = &report});
///     log(report.write_units(), report.request_id);
struct call_report {
    /// The capacity consumed, for each table, with its indexes. A write whose condition fails consumes
    /// capacity, too, but DynamoDB does not report it.
    std::vector<consumed_capacity> capacity{};
    /// The latest metrics of each item collection that was written to. Only for tables with local indexes.
    std::vector<item_collection_metrics> collections{};
    std::string request_id{};  ///< `x-amzn-RequestId` of the last call; empty if it received no response.
    int calls = 0;             ///< The number of calls that have ended.
    int attempts = 0;          ///< The number of attempts of these calls; more than `calls` after retries.

    /// The sum of the capacity that was read from tables and indexes, in capacity units.
    [[nodiscard]] double read_units() const noexcept;
    /// The sum of the capacity that was written to tables and indexes, in capacity units.
    [[nodiscard]] double write_units() const noexcept;

    /// Adds the outcome of a call. Consumed capacity in a form that dynaco does not know is ignored.
    void add(const result<reply>& outcome);
};

/// The call of an event. Its views are valid until the observer's function returns.
struct observed_call {
    std::string_view operation{};      ///< "GetItem".
    std::string_view table{};          ///< The table, or the first of several; empty if none is named.
    std::string_view index{};          ///< The index that is read; empty: the table itself.
    std::string_view endpoint{};       ///< "https://dynamodb.eu-west-1.amazonaws.com".
    std::string_view invocation_id{};  ///< The unique ID of the call, as in the header amz-sdk-invocation-id.
    bool writes = false;               ///< Whether the operation may write.
};

/// Whether an attempt used a new connection.
enum class connection_use {
    none,    ///< The attempt ended before it got a connection.
    opened,  ///< A connection that was never used before.
    reused,  ///< A connection that was used by an earlier attempt.
};

/// The times of the phases of one attempt, in microseconds. A phase that was not reached is zero.
struct attempt_times {
    std::chrono::microseconds credentials{};  ///< Waiting for credentials.
    std::chrono::microseconds lease{};        ///< Waiting for a connection, including opening it.
    /// DNS. `resolve`, `connect` and `handshake` are the times of opening a new connection; zero for a reused
    /// one. The opening may have begun before the attempt, for another call.
    std::chrono::microseconds resolve{};
    std::chrono::microseconds connect{};    ///< TCP, and the response of the proxy if there is one.
    std::chrono::microseconds handshake{};  ///< TLS.
    /// The time from sending the request to the end of the response's head.
    std::chrono::microseconds to_head{};
    /// The time from sending the request to the last byte of the response.
    std::chrono::microseconds exchange{};
};

/// The event of an attempt that has ended. Its references are valid until the observer's function returns.
struct attempt_event {
    const observed_call& call;        ///< The call.
    int attempt = 0;                  ///< The number of the attempt; 1 for the first.
    const failure* why = nullptr;     ///< Why it failed; null if it succeeded.
    int http_status = 0;              ///< The HTTP status; 0 without a response.
    std::string_view service_code{};  ///< The service's error code: "ThrottlingException"; empty: none.
    std::string_view request_id{};    ///< `x-amzn-RequestId`; empty without a response.
    connection_use connection = connection_use::none;  ///< Whether the connection was new.
    /// How many connections were replaced because the server had closed them. This is not a retry.
    int stale_replaced = 0;
    attempt_times times{};            ///< The times of the phases.
    std::uint64_t request_bytes = 0;  ///< Bytes sent: head and body, before TLS.
    std::uint64_t reply_bytes = 0;    ///< Bytes of the response's body, decompressed.
};

/// The event of a failed attempt that will be retried. Its references are valid until the observer's function
/// returns.
struct retry_event {
    const observed_call& call;          ///< The call.
    int attempt = 0;                    ///< The number of the attempt that failed; 1 for the first.
    const failure& why;                 ///< Why it failed; test `why.code() == condition::throttled`.
    std::chrono::milliseconds pause{};  ///< The backoff before the next attempt.
};

/// The event of a call that has ended. Its references are valid until the observer's function returns.
struct call_event {
    const observed_call& call;  ///< The call.
    /// Why it failed; null if it succeeded. A failure to decode the response occurs later and is not an
    /// event.
    const failure* why = nullptr;
    int attempts = 0;                      ///< The number of attempts; 0: it failed before the first.
    int http_status = 0;                   ///< The HTTP status of the last attempt; 0 without a response.
    std::string_view request_id{};         ///< `x-amzn-RequestId` of the last attempt; empty: none.
    phase_times times{};                   ///< The times of the phases, summed over all attempts.
    std::chrono::microseconds duration{};  ///< The time from the start of the call to its end.
    /// The capacity consumed; empty unless the request requested it and `observer::wants_capacity` is true.
    std::span<const consumed_capacity> capacity{};
};

/// Receives events about the calls of a client. Derive from it and set `client_options::observer`.
///
/// Each call causes one `call_begun` and one `call_ended`, even if it fails, is cancelled or its coroutine is
/// destroyed. Between them there is one `attempt_ended` for each attempt and one `retry_decided` before each
/// retry.
///
/// Threads: the functions run on the thread of the call, which waits for them, so be quick. Several threads
/// may call them at the same time. Exceptions of these functions are ignored. An event refers to data that is
/// valid only until the function returns.
///
/// A failure may contain values of an item, in the service's message and in the body of the response. Do not
/// log them; `debug_log` leaves them out.
class observer {
 public:
    /// For derived classes.
    observer() = default;
    /// Not copyable.
    observer(const observer&) = delete;
    /// Not assignable.
    observer& operator=(const observer&) = delete;
    /// Destroys the observer.
    virtual ~observer() = default;

    /// A call begins. By default, does nothing.
    virtual void call_begun([[maybe_unused]] const observed_call& call) {}
    /// An attempt has ended. By default, does nothing.
    virtual void attempt_ended([[maybe_unused]] const attempt_event& event) {}
    /// A failed attempt will be retried after a pause. By default, does nothing.
    virtual void retry_decided([[maybe_unused]] const retry_event& event) {}
    /// A call has ended. By default, does nothing.
    virtual void call_ended([[maybe_unused]] const call_event& event) {}

    /// Whether `call_event::capacity` is needed. By default, false. If true, the bodies of responses that
    /// contain it are read twice.
    [[nodiscard]] virtual bool wants_capacity() const { return false; }
};

/// Returns an observer that passes each event to all observers in `all`, in this order. Null pointers are
/// left out; null if no observer is left.
///
///     options.observer = dynaco::observers({counters, log});
[[nodiscard]] std::shared_ptr<observer> observers(std::vector<std::shared_ptr<observer>> all);

/// The options of `metrics`.
struct metrics_options {
    /// The limit of tables that are counted by name. Default: 100. Further tables are counted together, as
    /// "other".
    std::size_t max_tables = 100;
};

/// An observer that counts calls, attempts and retries by operation, table and outcome, and also their times,
/// bytes and capacity, and the use of connections. Several clients may share one.
///
///     auto counters = std::make_shared<dynaco::metrics>();
///     options.observer = counters;
///     …
///     answer_scrape(counters->to_prometheus(), dynaco::metrics::content_type);
///
/// Thread-safe. Threads have separate counters, so they do not wait for each other; reading adds them up.
/// Only calls that request their capacity are counted with it (`report`, ReturnConsumedCapacity). Memory:
/// about 2 KB for each operation, table and thread, for up to 16 threads.
class metrics final : public observer {
 public:
    /// Makes an observer whose counters are zero.
    explicit metrics(metrics_options options = {});
    /// Destroys the counters.
    ~metrics() override;

    /// Returns all counters in Prometheus' text format, for an endpoint that Prometheus scrapes. Times are in
    /// seconds.
    [[nodiscard]] std::string to_prometheus() const;
    /// The media type of the text that `to_prometheus` returns.
    static constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

    /// Returns the time within which the fraction `q` of the successful calls of an operation ended: with
    /// q = 0.99, one call in a hundred took longer. Covers all tables. Zero if no call of the operation
    /// succeeded.
    ///
    /// The value is an estimate: between 100 µs and 100 s, its error is at most about a quarter. It is never
    /// more than 100 s.
    [[nodiscard]] std::chrono::microseconds quantile(std::string_view operation, double q) const;
    /// Returns the time within which the fraction `q` of the successful calls of an operation on `table`
    /// ended: with q = 0.99, one call in a hundred took longer. Zero if no call of the operation succeeded.
    /// An estimate, as for all tables.
    [[nodiscard]] std::chrono::microseconds quantile(std::string_view operation, std::string_view table,
                                                     double q) const;

    /// Sets all counters to zero, except the number of calls in progress.
    void reset();

    /// Counts a call that begins.
    void call_begun(const observed_call& call) override;
    /// Counts an attempt.
    void attempt_ended(const attempt_event& event) override;
    /// Counts a retry.
    void retry_decided(const retry_event& event) override;
    /// Counts a call that has ended.
    void call_ended(const call_event& event) override;
    /// True: capacity is counted.
    [[nodiscard]] bool wants_capacity() const override { return true; }

 private:
    struct state;
    std::unique_ptr<state> state_;
};

/// Which events a `debug_log` writes.
enum class log_level {
    failures,    ///< Failed calls.
    retries,     ///< Failed calls and all retries.
    everything,  ///< Every attempt, retry and call.
};

/// The options of `debug_log`.
struct debug_log_options {
    log_level level = log_level::retries;  ///< Which events are written. Default: failed calls and retries.
    /// Whether to write the service's message about a failure, at most 1000 bytes. Default: false, because it
    /// may contain keys and values of items.
    bool include_service_message = false;
};

/// A function that receives the lines of a `debug_log`, without the line feed. Several threads may call it at
/// the same time. The view is valid until it returns.
using log_sink = std::function<void(std::string_view line)>;

/// Writes the time of day (UTC) and `line` to the standard error output, in one piece. Thread-safe.
void log_to_stderr(std::string_view line);

/// An observer that writes a line of logfmt for each call, attempt or retry:
///
///     event=retry operation=PutItem table=accounts call=0b9f… attempt=1 outcome=throttling status=400
///     code=ThrottlingException request_id=4KBN… pause_ms=431
///
/// | key | value |
/// |---|---|
/// | event | call, attempt or retry |
/// | operation, table, index | "Query"; the names of the table and the index, if the call has them |
/// | call | the invocation ID, equal in all lines of a call |
/// | attempt, attempts | the number of the attempt; the number of attempts of the call |
/// | outcome | success, or the name of the `errc` |
/// | status, code, request_id | HTTP status, the service's error code, `x-amzn-RequestId` |
/// | connection, stale | opened or reused; the number of closed connections that were replaced |
/// | credentials_ms, lease_ms, exchange_ms, backoff_ms | see `phase_times` |
/// | resolve_ms, connect_ms, handshake_ms, head_ms | see `attempt_times` |
/// | duration_ms, pause_ms | the whole call; the backoff before the next attempt |
/// | sent, received | bytes of the requests; bytes of the response's body |
/// | endpoint | the endpoint of a call that failed |
/// | message | the service's message, with `include_service_message` |
///
/// Values that are zero or not known are left out. The log never contains credentials, signatures, keys,
/// attributes, values or bodies of requests and responses. Thread-safe if the sink is.
class debug_log final : public observer {
 public:
    /// Makes a log that passes its lines to `sink`. Default: the standard error output.
    explicit debug_log(debug_log_options options = {}, log_sink sink = log_to_stderr);

    /// Writes a line, with log_level::everything.
    void attempt_ended(const attempt_event& event) override;
    /// Writes a line, except with log_level::failures.
    void retry_decided(const retry_event& event) override;
    /// Writes a line for a failed call; with log_level::everything, for every call.
    void call_ended(const call_event& event) override;

 private:
    debug_log_options options_;
    log_sink sink_;
};

}  // namespace dynaco
