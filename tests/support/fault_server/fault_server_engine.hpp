#pragma once

#include "support/fault_server/fault_server.hpp"
#include "support/fault_server/session.hpp"
#include "support/fault_server/temporary_file.hpp"
#include "support/fault_server/tls/certificates.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <thread>

namespace dynaco::test {

/// The thread of a fault server. It accepts connections, owns the sessions and passes commands to them.
class fault_server::engine {
 public:
    explicit engine(const std::optional<tls_options>& options);
    ~engine();
    engine(const engine&) = delete;
    engine& operator=(const engine&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] const temporary_file* ca_file() const noexcept { return ca_file_.get(); }
    [[nodiscard]] script_queue& script() noexcept { return context_.script; }
    [[nodiscard]] event_log& log() noexcept { return context_.log; }

    void release_all();
    void hang_up_all();

 private:
    [[nodiscard]] boost::asio::awaitable<void> accept_loop();
    void start_session(boost::asio::ip::tcp::socket socket);
    void stop();

    session_context context_;
    std::unique_ptr<temporary_file> ca_file_;
    boost::asio::io_context io_{1};
    boost::asio::ip::tcp::acceptor acceptor_;
    std::uint16_t port_;
    std::map<std::size_t, std::shared_ptr<session>> sessions_;
    std::thread thread_;
};

}  // namespace dynaco::test
