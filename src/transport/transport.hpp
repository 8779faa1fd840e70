#pragma once

#include "transport/close_reason.hpp"
#include "transport/origin.hpp"
#include "wire/response.hpp"

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

/// How long it took to open a connection.
struct opening_times {
    std::chrono::microseconds resolve{};
    std::chrono::microseconds connect{};    ///< TCP, and the proxy's answer if there is one.
    std::chrono::microseconds handshake{};  ///< TLS.
};

/// How a request fared on a connection.
struct exchange_result {
    result<wire::response> reply;
    bool nothing_received = false;  ///< The failure came before the first byte of a reply.
    bool nothing_sent = false;  ///< The failure was noticed before the first byte of the request was sent.
};

/// One connection to an origin; used by one call at a time.
class connection {
 public:
    connection() = default;
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    virtual ~connection() = default;

    /// Sends a request and receives its reply. After a failure, or a reply without `keep_alive`, the
    /// connection is dead. `head` and `body` must live until it is done. Never throws for what the network
    /// does.
    virtual awaitable<exchange_result> exchange(std::string_view head, std::string_view body,
                                                steady_time deadline) = 0;

    /// True once an exchange has succeeded: the peer may have closed it since.
    [[nodiscard]] virtual bool used_before() const noexcept = 0;
    /// False during an exchange and after one that failed, was cut short or ended with "Connection: close".
    [[nodiscard]] virtual bool reusable() const noexcept = 0;
    /// Whether the peer seems not to have closed an idle connection. A system call: for connections idle for
    /// a while.
    [[nodiscard]] virtual bool looks_alive() noexcept = 0;

    std::uint64_t id = 0;  ///< The pool's name for it.
    std::size_t slot = 0;  ///< The pool's place for it.
    opening_times opened_in{};
    bool resumed = false;  ///< Its TLS session goes on with that of an earlier connection.
    bool replied = false;  ///< The last exchange ended with a reply.
    bool idled = false;    ///< It was idle in the pool, and looked alive when it was lent.
};

/// A connection on loan; gives it back when it dies.
class lease {
 public:
    using give_back = void (*)(void* lender, std::unique_ptr<connection>);
    using throw_away = void (*)(void* lender, std::unique_ptr<connection>, close_reason);

    /// `away`, if there is one, is called instead of `back` for a connection that is discarded.
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
    /// Closes the connection instead of giving it back.
    void discard(close_reason why = &closed_connections::unfit) noexcept {
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

/// Where the call loop gets its connections; tests script their own.
class transport {
 public:
    transport() = default;
    transport(const transport&) = delete;
    transport& operator=(const transport&) = delete;
    virtual ~transport() = default;

    /// An idle connection, if there is one. `now` was read just before.
    virtual std::optional<lease> take_idle(const origin& /*to*/, steady_time /*now*/) { return std::nullopt; }
    /// An idle connection, a new one, or the next that becomes free. `to` must live until it is done. Fails
    /// with errc::too_many_waiting, pool_timed_out, connect_failed and the like, canceled, client_closed.
    virtual awaitable<result<lease>> acquire(const origin& to, steady_time deadline) = 0;
    /// Opens connections until `count` are idle, within the limits. `to` must live until it is done.
    /// @returns how many are idle in the end, or why there is none.
    virtual awaitable<result<std::size_t>> warm_up(const origin& /*to*/, std::size_t /*count*/,
                                                   steady_time /*deadline*/) {
        co_return std::size_t{0};
    }
    /// Drops the idle connections to an origin that has turned out to close them.
    virtual void drop_idle(const origin& to) noexcept = 0;
    /// Drops all idle connections.
    virtual void drop_all_idle() noexcept {}
    /// What becomes of the connections to each origin. One without a host stands for those that are
    /// forgotten.
    [[nodiscard]] virtual std::vector<std::pair<origin, connection_statistics>> statistics() const {
        return {};
    }
    /// Closes idle connections and fails waiting and later calls.
    virtual void close() noexcept = 0;
};

}  // namespace dynaco::transport
