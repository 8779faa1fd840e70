#include "support/fault_server/fault_server_engine.hpp"

#include "support/fault_server/tls/tls_server_context.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <utility>

namespace dynaco::test {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

fault_server::engine::engine(const std::optional<tls_options>& options)
    : acceptor_(io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      port_(acceptor_.local_endpoint().port()) {
    if (options) {
        const certificate_authority authority;
        context_.tls = tls_server_context(authority, *options);
        context_.handshake = options->handshake;
        ca_file_ = std::make_unique<temporary_file>(authority.pem());
    }
    asio::co_spawn(io_, accept_loop(), asio::detached);
    thread_ = std::thread([this] { io_.run(); });
}

fault_server::engine::~engine() {
    asio::post(io_, [this] { stop(); });
    thread_.join();
}

void fault_server::engine::stop() {
    // All coroutines wait only for sockets and timers. The thread ends when these are closed.
    error_code ignored;
    acceptor_.close(ignored);
    for (const auto& [number, each] : sessions_) each->close();
}

asio::awaitable<void> fault_server::engine::accept_loop() {
    while (acceptor_.is_open()) {
        error_code failure;
        tcp::socket socket =
            co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, failure));
        if (!failure && acceptor_.is_open()) start_session(std::move(socket));
    }
}

void fault_server::engine::start_session(tcp::socket socket) {
    const std::size_t number = context_.log.accepted();
    const auto started = std::make_shared<session>(std::move(socket), context_, number);
    sessions_.emplace(number, started);
    asio::co_spawn(io_, started->run(), [this, number, started](const std::exception_ptr& failure) {
        // A bug in the server must not look like a scripted fault.
        if (failure) std::terminate();
        sessions_.erase(number);
        context_.log.closed(number);
    });
}

void fault_server::engine::release_all() {
    asio::post(io_, [this] {
        for (const auto& [number, each] : sessions_) each->release();
    });
}

void fault_server::engine::hang_up_all() {
    asio::post(io_, [this] {
        for (const auto& [number, each] : sessions_) each->hang_up();
    });
}

}  // namespace dynaco::test
