#include "support/proxy_server.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <mutex>
#include <string_view>
#include <thread>

namespace dynaco::test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using socket_ptr = std::shared_ptr<tcp::socket>;

auto stored_in(error_code& failure) { return asio::redirect_error(asio::use_awaitable, failure); }

// "CONNECT host:443 HTTP/1.1…" → 443; 0 if it is not a CONNECT.
std::uint16_t target_port(std::string_view head) {
    const std::string_view line = head.substr(0, head.find(" HTTP/1.1\r\n"));
    const auto colon = line.rfind(':');
    if (!line.starts_with("CONNECT ") || colon == std::string_view::npos) return 0;
    return static_cast<std::uint16_t>(std::stoi(std::string(line.substr(colon + 1))));
}

asio::awaitable<void> pump(socket_ptr from, socket_ptr to) {
    std::array<char, 4096> space{};
    error_code failure;
    while (!failure) {
        const std::size_t size = co_await from->async_read_some(asio::buffer(space), stored_in(failure));
        if (!failure) co_await asio::async_write(*to, asio::buffer(space.data(), size), stored_in(failure));
    }
    error_code ignored;
    to->shutdown(tcp::socket::shutdown_send, ignored);
}

}  // namespace

class proxy_server::engine {
 public:
    explicit engine(proxy_manners manners)
        : manners_(std::move(manners)),
          acceptor_(io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
          port_(acceptor_.local_endpoint().port()) {
        asio::co_spawn(io_, accept_loop(), asio::detached);
        thread_ = std::thread([this] { io_.run(); });
    }
    ~engine() {
        io_.stop();
        thread_.join();
    }
    engine(const engine&) = delete;
    engine& operator=(const engine&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] std::vector<std::string> requests() const {
        const std::lock_guard lock(mutex_);
        return requests_;
    }

 private:
    asio::awaitable<void> accept_loop() {
        for (;;) {
            auto client = std::make_shared<tcp::socket>(io_);
            error_code failure;
            co_await acceptor_.async_accept(*client, stored_in(failure));
            if (!failure) asio::co_spawn(io_, serve(std::move(client)), asio::detached);
        }
    }

    asio::awaitable<void> serve(socket_ptr client) {
        std::string head;
        error_code failure;
        co_await asio::async_read_until(*client, asio::dynamic_buffer(head), "\r\n\r\n", stored_in(failure));
        if (failure) co_return;
        {
            const std::lock_guard lock(mutex_);
            requests_.push_back(head);
        }
        co_await answer(*client);
        using enum proxy_manners::afterwards;
        if (manners_.then == tunnels) co_await tunnel(client, target_port(head));
        if (manners_.then == closes) {
            client->shutdown(tcp::socket::shutdown_send, failure);
            co_await drain(*client);
        }
        if (manners_.then == stalls) co_await drain(*client);
    }

    asio::awaitable<void> answer(tcp::socket& client) {
        client.set_option(tcp::no_delay(true));
        error_code failure;
        std::string_view rest = manners_.answer;
        while (!rest.empty() && !failure) {
            const std::string_view piece = rest.substr(0, manners_.piece_size);
            co_await asio::async_write(client, asio::buffer(piece), stored_in(failure));
            rest.remove_prefix(piece.size());
        }
    }

    asio::awaitable<void> tunnel(socket_ptr client, std::uint16_t port) {
        auto server = std::make_shared<tcp::socket>(io_);
        error_code failure;
        const tcp::endpoint target(asio::ip::address_v4::loopback(), port);
        co_await server->async_connect(target, stored_in(failure));
        if (failure) co_return;
        asio::co_spawn(io_, pump(server, client), asio::detached);
        co_await pump(client, server);
    }

    static asio::awaitable<void> drain(tcp::socket& client) {
        std::array<char, 4096> space{};
        error_code failure;
        while (!failure) co_await client.async_read_some(asio::buffer(space), stored_in(failure));
    }

    const proxy_manners manners_;
    mutable std::mutex mutex_;
    std::vector<std::string> requests_;
    asio::io_context io_{1};
    tcp::acceptor acceptor_;
    std::uint16_t port_;
    std::thread thread_;
};

proxy_server::proxy_server(proxy_manners manners) : engine_(std::make_unique<engine>(std::move(manners))) {}

proxy_server::~proxy_server() = default;

std::uint16_t proxy_server::port() const noexcept { return engine_->port(); }

std::vector<std::string> proxy_server::requests() const { return engine_->requests(); }

}  // namespace dynaco::test
