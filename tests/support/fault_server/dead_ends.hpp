#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dynaco::test {

/// A file descriptor that is closed by the destructor.
class owned_socket {
 public:
    explicit owned_socket(int descriptor) : descriptor_(descriptor) {}
    ~owned_socket();
    owned_socket(owned_socket&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
    owned_socket& operator=(owned_socket&&) = delete;

    [[nodiscard]] int get() const noexcept { return descriptor_; }

 private:
    int descriptor_;
};

/// A port of 127.0.0.1 that refuses connections. It stays bound until the object is destroyed, so that no
/// other program can listen on it.
class refusing_port {
 public:
    refusing_port();

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
    owned_socket socket_;
    std::uint16_t port_;
};

enum class blackhole_kind {
    never_connects,  ///< the accept queue is full: the TCP handshake is not answered
    never_reads,     ///< a connect succeeds, but nothing is read or sent
};

/// A port of 127.0.0.1 where clients wait forever.
class blackhole {
 public:
    explicit blackhole(blackhole_kind kind);

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
    void fill_queue();

    owned_socket listener_;
    std::uint16_t port_;
    std::vector<owned_socket> fillers_;
};

}  // namespace dynaco::test
