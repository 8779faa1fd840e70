#pragma once

#include "transport/close_reason.hpp"
#include "transport/origin.hpp"
#include "wire/response.hpp"

#include <dynaco/detail/transport/connection_statistics.hpp>
#include <dynaco/detail/transport/recycled_frames.hpp>
#include <dynaco/errors.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco::transport {

template <class T>
using awaitable = boost::asio::awaitable<T>;
using steady_time = std::chrono::steady_clock::time_point;

/// The times of opening a connection.
struct opening_times {
    std::chrono::microseconds resolve{};
    std::chrono::microseconds connect{};    ///< TCP, including the response of the proxy if there is one.
    std::chrono::microseconds handshake{};  ///< TLS.
};

/// The outcome of an exchange on a connection.
struct exchange_result {
    result<wire::response> reply;
    bool nothing_received = false;  ///< The exchange failed before the first byte of the response.
    bool nothing_sent = false;      ///< The exchange failed before the first byte of the request was sent.
};

/// One connection to an origin; used by one call at a time.
class connection {
 public:
    connection() = default;
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    virtual ~connection() = default;

    /// Sends a request and receives its response. The connection cannot be used again after a failure or a
    /// response without `keep_alive`. `head` and `body` must live until it has ended. Network errors are
    /// returned, not thrown.
    virtual awaitable<exchange_result> exchange(std::string_view head, std::string_view body,
                                                steady_time deadline) = 0;

    /// Cancels the running exchange, if there is one. Thread-safe.
    virtual void stop() noexcept {}

    /// True after an exchange has succeeded: the peer may have closed the connection since then.
    [[nodiscard]] virtual bool used_before() const noexcept = 0;
    /// False during an exchange, and after an exchange that failed, was cut or ended with "Connection:
    /// close".
    [[nodiscard]] virtual bool reusable() const noexcept = 0;
    /// Whether an idle connection still seems to be open. Makes a system call, so call it only for
    /// connections that were idle for a while.
    [[nodiscard]] virtual bool looks_alive() noexcept = 0;

    std::uint64_t id = 0;  ///< Number of the connection in the pool.
    std::size_t slot = 0;  ///< Position of the connection in the pool.
    opening_times opened_in{};
    bool resumed = false;  ///< Its TLS session resumed one of an earlier connection.
    bool replied = false;  ///< The last exchange ended with a response.
    bool idled = false;    ///< It was idle in the pool and seemed open when it was lent.
    steady_time heard{};   ///< When the head of the last response arrived.

    // For the pool.
    const origin* to = nullptr;                ///< Its origin.
    steady_time retires = steady_time::max();  ///< It is not lent at this time any more.
    steady_time idle_since{};                  ///< When it was returned.
    std::uint64_t reuses = 0;                  ///< Uses that the pool has not counted yet.
};

/// A borrowed connection. The destructor returns it to the lender, which must still exist.
class lease {
 public:
    using give_back = void (*)(void* lender, std::unique_ptr<connection>);
    using throw_away = void (*)(void* lender, std::unique_ptr<connection>, close_reason);

    /// `away`, if it is not null, is called instead of `back` for a discarded connection.
    lease(std::unique_ptr<connection> c, std::shared_ptr<void> lender, give_back back,
          throw_away away = nullptr) noexcept
        : connection_(std::move(c)), lender_(std::move(lender)), back_(back), away_(away) {}
    lease(lease&&) noexcept = default;
    lease& operator=(lease&&) = delete;
    ~lease() {
        if (lender_) back_(lender_.get(), std::move(connection_));
    }

    connection* operator->() const noexcept { return connection_.get(); }
    connection& operator*() const noexcept { return *connection_; }
    /// Closes the connection instead of returning it.
    void discard(close_reason why = close_reason::unfit) noexcept {
        if (!away_ || !connection_) return connection_.reset();
        away_(lender_.get(), std::move(connection_), why);
        lender_.reset();
    }

 private:
    std::unique_ptr<connection> connection_;
    std::shared_ptr<void> lender_;
    give_back back_;
    throw_away away_;
};

/// What a call that waits for a connection tells the pool.
struct acquisition {
    steady_time now;              ///< The current time.
    steady_time deadline;         ///< The end of the wait.
    bool writes = true;           ///< The connection is for a request that changes data.
    const void* frame = nullptr;  ///< An address in the frame of the waiting coroutine. Null: unknown.
};

/// Provides connections to the call loop. Tests have their own implementation.
class transport {
 public:
    transport() = default;
    transport(const transport&) = delete;
    transport& operator=(const transport&) = delete;
    virtual ~transport() = default;

    /// Takes an idle connection, if there is one. `now` is the current time. `writes`: the connection is for
    /// a request that changes data.
    virtual std::optional<lease> take_idle(const origin& /*to*/, steady_time /*now*/, bool /*writes*/) {
        return std::nullopt;
    }
    /// Returns an idle connection, a new one, or the next that becomes free. `to` must live until it has
    /// ended. Fails with errc::too_many_waiting, pool_timed_out, deadline_exceeded, canceled, client_closed,
    /// or an error of opening a connection, such as connect_failed.
    virtual awaitable<result<lease>> acquire(const origin& to, acquisition wanted) = 0;
    /// Opens connections until `count` are idle, within the limits. `to` must live until it has ended.
    /// @returns how many are idle at the end, or why none is
    virtual awaitable<result<std::size_t>> warm_up(const origin& /*to*/, std::size_t /*count*/,
                                                   steady_time /*deadline*/) {
        co_return std::size_t{0};
    }
    /// Closes the idle connections to an origin that was found to close them.
    virtual void drop_idle(const origin& to) noexcept = 0;
    /// Closes all idle connections.
    virtual void drop_all_idle() noexcept {}
    /// Returns the statistics of each origin. An origin without a host holds the sums of all forgotten
    /// origins.
    [[nodiscard]] virtual std::vector<std::pair<origin, connection_statistics>> statistics() const {
        return {};
    }
    /// Closes idle connections and fails waiting and later calls.
    virtual void close() noexcept = 0;
};

}  // namespace dynaco::transport
