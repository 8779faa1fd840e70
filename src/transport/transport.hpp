#pragma once

#include "transport/origin.hpp"
#include "wire/response.hpp"

#include <dynaco/core/result.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string_view>

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
    opening_times opened_in{};
    bool resumed = false;  ///< Its TLS session goes on with that of an earlier connection.
};

/// A connection on loan; gives it back when it dies.
class lease {
 public:
    using give_back = void (*)(void* lender, std::unique_ptr<connection>);

    lease(std::unique_ptr<connection> c, std::shared_ptr<void> lender, give_back back) noexcept
        : connection_(std::move(c)), lender_(std::move(lender)), back_(back) {}
    lease(lease&&) noexcept = default;
    lease& operator=(lease&&) = delete;
    ~lease() {
        if (lender_) back_(lender_.get(), std::move(connection_));
    }

    connection* operator->() const noexcept { return connection_.get(); }
    /// Closes the connection instead of giving it back.
    void discard() noexcept { connection_.reset(); }

 private:
    std::unique_ptr<connection> connection_;
    std::shared_ptr<void> lender_;
    give_back back_;
};

/// Where the call loop gets its connections; tests script their own.
class transport {
 public:
    transport() = default;
    transport(const transport&) = delete;
    transport& operator=(const transport&) = delete;
    virtual ~transport() = default;

    /// An idle connection, a new one, or the next that becomes free. Fails with errc::pool_timed_out,
    /// connect_failed and the like, canceled, client_closed.
    virtual awaitable<result<lease>> acquire(const origin& to, steady_time deadline) = 0;
    /// Drops the idle connections to an origin that has turned out to close them.
    virtual void drop_idle(const origin& to) noexcept = 0;
    /// Closes idle connections and fails waiting and later calls.
    virtual void close() noexcept = 0;
};

}  // namespace dynaco::transport
