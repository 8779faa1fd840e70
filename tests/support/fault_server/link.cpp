#include "support/fault_server/link.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <utility>
#include <vector>

#if defined(__linux__)
#include <linux/sockios.h>
#include <sys/ioctl.h>
#endif

namespace dynaco::test {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

auto into(error_code& failure) { return asio::redirect_error(asio::use_awaitable, failure); }

}  // namespace

link::link(tcp::socket socket, asio::ssl::context* tls)
    : socket_(std::move(socket)), signal_(socket_.get_executor()) {
    if (tls != nullptr) tls_.emplace(socket_, *tls);
    error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
}

void link::start_reading(std::shared_ptr<void> owner) {
    asio::co_spawn(socket_.get_executor(), read_loop(std::move(owner)), asio::detached);
}

asio::awaitable<void> link::read_loop(std::shared_ptr<void> owner) {
    constexpr std::size_t block = 64 * 1024;
    std::vector<char> space(block);
    error_code failure;
    while (!failure) {
        std::size_t size = 0;
        if (secured_) {
            size = co_await tls_->async_read_some(asio::buffer(space), into(failure));
        } else {
            size = co_await socket_.async_read_some(asio::buffer(space), into(failure));
        }
        input_.append(space.data(), size);
        wake();
    }
    over_ = true;
    wake();
    owner.reset();
}

asio::awaitable<bool> link::handshake() {
    if (over_) co_return false;
    error_code failure;
    busy_ = true;
    co_await tls_->async_handshake(asio::ssl::stream_base::server, into(failure));
    busy_ = false;
    secured_ = !failure;
    co_return secured_;
}

asio::awaitable<bool> link::write(std::string_view bytes) {
    error_code failure;
    busy_ = true;
    if (secured_) {
        co_await asio::async_write(*tls_, asio::buffer(bytes), into(failure));
    } else {
        co_await asio::async_write(socket_, asio::buffer(bytes), into(failure));
    }
    busy_ = false;
    co_return !failure;
}

asio::awaitable<void> link::change() { return pause_until(clock::time_point::max()); }

asio::awaitable<void> link::pause_until(clock::time_point end) {
    error_code ignored;
    signal_.expires_at(end);
    co_await signal_.async_wait(into(ignored));
}

asio::awaitable<bool> link::pause(clock::duration time) {
    const clock::time_point end = clock::now() + time;
    while (!over_ && clock::now() < end) co_await pause_until(end);
    co_return !over_;
}

asio::awaitable<void> link::finish(bool close_notify) {
    error_code ignored;
    if (secured_ && close_notify && socket_.is_open()) {
        // Pretends that the peer's close_notify has arrived: OpenSSL then sends ours without waiting for it.
        SSL_set_shutdown(tls_->native_handle(), SSL_RECEIVED_SHUTDOWN);
        busy_ = true;
        co_await tls_->async_shutdown(into(ignored));
        busy_ = false;
    }
    close();
}

asio::awaitable<void> link::finish_unread() {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    while (!over_) {
        input_.clear();
        co_await change();
    }
    close();
}

asio::awaitable<void> link::reset() {
    bool waiting = has_unsent();
    while (waiting) {
        const bool alive = co_await pause(std::chrono::milliseconds(1));
        waiting = alive && has_unsent();
    }
    error_code ignored;
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    socket_.close(ignored);
    over_ = true;
    wake();
}

void link::close() {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    socket_.close(ignored);
    over_ = true;
    wake();
}

void link::hang_up() {
    if (busy_) return close();
    over_ = true;
    wake();
}

void link::wake() { signal_.cancel(); }

bool link::has_unsent() {
#if defined(SIOCOUTQNSD)
    int unsent = 0;
    if (::ioctl(socket_.native_handle(), SIOCOUTQNSD, &unsent) == 0) return unsent > 0;
    // qemu does not know it. This also counts bytes that were sent and are not acknowledged.
    return ::ioctl(socket_.native_handle(), SIOCOUTQ, &unsent) == 0 && unsent > 0;
#else
    return false;
#endif
}

}  // namespace dynaco::test
