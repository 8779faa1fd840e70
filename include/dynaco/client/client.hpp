#pragma once

#include <dynaco/client/build_flags.hpp>
#include <dynaco/client/client_options.hpp>
#include <dynaco/client/connection_statistics.hpp>
#include <dynaco/client/reply.hpp>
#include <dynaco/core/result.hpp>
#include <dynaco/operations/operation.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace dynaco {

template <class T>
using awaitable = boost::asio::awaitable<T>;

/// A time of day, as `client::wall_clock` tells it.
using wall_time = std::chrono::sys_time<std::chrono::milliseconds>;

class call_loop;

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
    explicit client(std::shared_ptr<call_loop> loop) noexcept;
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

}  // namespace dynaco
