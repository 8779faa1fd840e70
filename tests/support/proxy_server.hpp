#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace dynaco::test {

/// What a proxy does with a CONNECT. By default it opens the tunnel.
struct proxy_manners {
    std::string answer = "HTTP/1.1 200 Connection established\r\n\r\n";
    std::size_t piece_size = static_cast<std::size_t>(-1);  ///< The response is sent in writes of this size.
    enum class afterwards { tunnels, closes, stalls } then = afterwards::tunnels;
};

/// An HTTP proxy on a free port of 127.0.0.1. It runs in its own thread from construction to destruction. Its
/// tunnels lead to the requested port, always on 127.0.0.1. Thread-safe.
class proxy_server {
 public:
    explicit proxy_server(proxy_manners manners);
    proxy_server() : proxy_server(proxy_manners{}) {}
    ~proxy_server();
    proxy_server(const proxy_server&) = delete;
    proxy_server& operator=(const proxy_server&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept;
    /// "127.0.0.1:PORT"
    [[nodiscard]] std::string place() const { return "127.0.0.1:" + std::to_string(port()); }
    /// The heads of the requests so far.
    [[nodiscard]] std::vector<std::string> requests() const;

 private:
    class engine;
    std::unique_ptr<engine> engine_;
};

}  // namespace dynaco::test
