#pragma once

#include <dynaco/client.hpp>
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

/// What calls consumed and how they went. Calls that are given a report add to it, whether they succeed or
/// fail; it must live until they are over, and no two of them may end at once on different threads.
///
///     dynaco::call_report report;
///     co_await accounts.save(alice, {.report = &report});
///     log(report.write_units(), report.request_id);
struct call_report {
    /// The capacity consumed, for each table, with its indexes. A failed condition consumes, too, but
    /// DynamoDB does not say how much.
    std::vector<consumed_capacity> capacity{};
    /// The latest of each item collection that was written to. Only of tables with local indexes.
    std::vector<item_collection_metrics> collections{};
    std::string request_id{};  ///< `x-amzn-RequestId` of the last answer; empty if none came.
    int calls = 0;             ///< Calls that have ended.
    int attempts = 0;          ///< Requests sent for them: more than `calls` after retries.

    /// All that was read, in capacity units.
    [[nodiscard]] double read_units() const noexcept;
    /// All that was written, in capacity units, in tables and indexes.
    [[nodiscard]] double write_units() const noexcept;

    /// Adds what is known of a call. What its answer says of capacity in a form that dynaco does not know is
    /// left out.
    void add(const result<reply>& outcome);
};

/// The call that an event is about.
struct observed_call {
    std::string_view operation{};      ///< "GetItem".
    std::string_view table{};          ///< The first, of several; empty if none is named.
    std::string_view index{};          ///< That is read; empty: the table itself.
    std::string_view endpoint{};       ///< "https://dynamodb.eu-west-1.amazonaws.com".
    std::string_view invocation_id{};  ///< As in amz-sdk-invocation-id: no other call has it.
    bool writes = false;
};

/// What an attempt was sent on.
enum class connection_use {
    none,    ///< It did not come to that.
    opened,  ///< A connection never used before.
    reused,  ///< One that had served a call already.
};

/// Where the time of one attempt went. Zero where it did not come to it.
struct attempt_times {
    std::chrono::microseconds credentials{};  ///< Waiting for credentials.
    std::chrono::microseconds lease{};        ///< Waiting for a connection, with its opening if it took that.
    /// Opening the connection that was used, if it was new; begun perhaps on behalf of another call.
    std::chrono::microseconds resolve{};
    std::chrono::microseconds connect{};    ///< TCP, and the proxy's answer if there is one.
    std::chrono::microseconds handshake{};  ///< TLS.
    std::chrono::microseconds to_head{};    ///< From sending the request to the end of the reply's head.
    std::chrono::microseconds exchange{};   ///< From sending the request to the reply's last byte.
};

/// An attempt is over.
struct attempt_event {
    const observed_call& call;
    int attempt = 0;                  ///< 1 for the first.
    const failure* why = nullptr;     ///< Null: it succeeded.
    int http_status = 0;              ///< 0: no reply came.
    std::string_view service_code{};  ///< "ThrottlingException", as the service wrote it; empty: none.
    std::string_view request_id{};    ///< `x-amzn-RequestId`; empty if no reply came.
    connection_use connection = connection_use::none;
    int stale_replaced = 0;  ///< Connections that the peer had closed and that were replaced unseen.
    attempt_times times{};
    std::uint64_t request_bytes = 0;  ///< Head and body, handed to connections; before TLS.
    std::uint64_t reply_bytes = 0;    ///< The body only; inflated, if it came compressed.
};

/// A failed attempt is going to be repeated.
struct retry_event {
    const observed_call& call;
    int attempt = 0;     ///< The one that failed.
    const failure& why;  ///< Why it failed; `why.code() == condition::throttled` tells throttling.
    std::chrono::milliseconds pause{};  ///< Before the next attempt.
};

/// A call is over.
struct call_event {
    const observed_call& call;
    const failure* why = nullptr;  ///< Null: it succeeded. A failure to decode the answer comes later.
    int attempts = 0;              ///< 0: refused before anything was sent.
    int http_status = 0;           ///< Of the last reply; 0: none came.
    std::string_view request_id{};
    phase_times times{};                   ///< Of all attempts.
    std::chrono::microseconds duration{};  ///< From the start of the call to here.
    /// What the answer says was consumed: if the request asked for it and `observer::wants_capacity`.
    std::span<const consumed_capacity> capacity{};
};

/// Is told what calls do: derive from it, and give it to `client_options::observer`.
///
/// Each call gives one `call_begun` and one `call_ended`, whatever becomes of it, also if its coroutine is
/// destroyed before it ends. Between them come an `attempt_ended` for each attempt, and a `retry_decided`
/// after each that is going to be repeated. The functions are called on the thread of the call and hold it
/// up: be quick. They must be safe to call from all threads that make calls. What they throw is ignored. What
/// an event refers to is valid until the function returns.
///
/// A failure may hold an item's values: in the service's message, in the body of the reply. See
/// debug_log.hpp.
class observer {
 public:
    observer() = default;
    observer(const observer&) = delete;
    observer& operator=(const observer&) = delete;
    virtual ~observer() = default;

    virtual void call_begun([[maybe_unused]] const observed_call& call) {}
    virtual void attempt_ended([[maybe_unused]] const attempt_event& event) {}
    virtual void retry_decided([[maybe_unused]] const retry_event& event) {}
    virtual void call_ended([[maybe_unused]] const call_event& event) {}

    /// Whether to read the consumed capacity out of answers: their bodies are read twice then.
    [[nodiscard]] virtual bool wants_capacity() const { return false; }
};

/// One that tells all of them, in this order; null pointers are left out.
///
///     options.observer = dynaco::observers({counters, log});
[[nodiscard]] std::shared_ptr<observer> observers(std::vector<std::shared_ptr<observer>> all);

struct metrics_options {
    /// Tables that are counted by name; further ones are counted together, as "other".
    std::size_t max_tables = 100;
};

/// Counts what calls do: calls, attempts and retries by operation, table and outcome, how long they take,
/// bytes, capacity, the use of connections. Clients may share one.
///
///     auto counters = std::make_shared<dynaco::metrics>();
///     options.observer = counters;
///     …
///     answer_scrape(counters->to_prometheus(), dynaco::metrics::content_type);
///
/// Thread-safe: threads count apart and do not wait for each other; whoever reads sums up. Capacity is that
/// of calls that ask for it (`report`, ReturnConsumedCapacity). Memory: about 2 KB for each operation on each
/// table and each of up to 16 threads.
class metrics final : public observer {
 public:
    explicit metrics(metrics_options options = {});
    ~metrics() override;

    /// All of it in Prometheus' text format, for an endpoint to be scraped. Times are in seconds.
    [[nodiscard]] std::string to_prometheus() const;
    /// The media type of that.
    static constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

    /// How long the fraction `q` of an operation's successful calls took at most: 0.99 for the time that one
    /// in a hundred exceeds. An estimate, right to about a quarter between 100 µs and 100 s, and never more
    /// than that. Zero if there were none.
    [[nodiscard]] std::chrono::microseconds quantile(std::string_view operation, double q) const;
    /// The same for one table.
    [[nodiscard]] std::chrono::microseconds quantile(std::string_view operation, std::string_view table,
                                                     double q) const;

    /// Counts from zero again; calls under way stay counted as such.
    void reset();

    void call_begun(const observed_call& call) override;
    void attempt_ended(const attempt_event& event) override;
    void retry_decided(const retry_event& event) override;
    void call_ended(const call_event& event) override;
    [[nodiscard]] bool wants_capacity() const override { return true; }

 private:
    struct state;
    std::unique_ptr<state> state_;
};

/// What is written to a debug log.
enum class log_level {
    failures,    ///< Calls that failed.
    retries,     ///< The same, and what is repeated.
    everything,  ///< Every attempt, retry and call.
};

struct debug_log_options {
    log_level level = log_level::retries;
    /// Also the service's words about a failure. They may repeat keys and values of items.
    bool include_service_message = false;
};

/// Takes a line, without its line feed. Called from all threads that make calls.
using log_sink = std::function<void(std::string_view line)>;

/// Writes `line` to the standard error output in one piece, behind the time of day (UTC).
void log_to_stderr(std::string_view line);

/// Writes a line for each call, attempt or retry, in logfmt:
///
///     event=retry operation=PutItem table=accounts call=0b9f… attempt=1 outcome=throttling status=400
///     code=ThrottlingException request_id=4KBN… pause_ms=431
///
/// | key | what it is |
/// |---|---|
/// | event | call, attempt or retry |
/// | operation, table, index | "Query"; the names of table and index, if the call has them |
/// | call | the invocation id, the same in all lines of a call |
/// | attempt, attempts | the attempt's number; how many a call made |
/// | outcome | success, or the name of the `errc` |
/// | status, code, request_id | HTTP status, the service's code, `x-amzn-RequestId` |
/// | connection, stale | opened or reused; how many closed ones were replaced unseen |
/// | credentials_ms, lease_ms, exchange_ms, backoff_ms | see `phase_times` |
/// | resolve_ms, connect_ms, handshake_ms, head_ms | see `attempt_times` |
/// | duration_ms, pause_ms | the whole call; before the next attempt |
/// | sent, received | bytes: of requests; of the reply's body |
/// | endpoint | of a call that failed |
/// | message | the service's, if `include_service_message` |
///
/// What is zero or unknown is left out. Never written: credentials and signatures, keys, attributes and other
/// values, bodies of requests and replies.
class debug_log final : public observer {
 public:
    explicit debug_log(debug_log_options options = {}, log_sink sink = log_to_stderr);

    void attempt_ended(const attempt_event& event) override;
    void retry_decided(const retry_event& event) override;
    void call_ended(const call_event& event) override;

 private:
    debug_log_options options_;
    log_sink sink_;
};

/// One thing that a client found out about who it is and where it goes.
struct identity_line {
    std::string what{};    ///< "region", "credentials".
    std::string value{};   ///< "eu-west-1"; of what is wrong, the error and its remedy.
    std::string source{};  ///< "environment variable AWS_REGION"; may be empty.
    bool wrong = false;    ///< A call could not be made because of this.
};

/// What `explain_credentials` found out. Holds no secrets.
struct identity_report {
    std::vector<identity_line> lines{};

    /// Nothing is wrong.
    [[nodiscard]] bool ok() const noexcept;

    /// A line each: "region             eu-west-1 (environment variable AWS_REGION)".
    friend std::ostream& operator<<(std::ostream&, const identity_report&);
};

/// How far to go.
struct explain_options {
    bool load = true;  ///< False: say where credentials would come from, and ask nobody for them.
};

/// Finds out what a client with these options would be: profile, files, region, endpoints, account and
/// credentials, each with where it comes from, which sources of credentials were passed over and why. For
/// support and start-up logs; `dynaco whoami` prints it.
///
/// What is wrong is a line of the report, not a failure; nothing is thrown but std::bad_alloc. Secrets are
/// left out and access key ids shortened. Loads the credentials once, as the first call of a client would;
/// sends nothing to DynamoDB. `options` may die before the result is awaited.
[[nodiscard]] boost::asio::awaitable<identity_report> explain_credentials(const client_options& options,
                                                                          explain_options how = {});
/// The same for a client without options.
[[nodiscard]] boost::asio::awaitable<identity_report> explain_credentials();

}  // namespace dynaco
