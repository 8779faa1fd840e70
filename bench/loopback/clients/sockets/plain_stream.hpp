#pragma once

#include "arguments.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace bench {

/// A connected, non-blocking TCP socket. Every error ends the program.
class plain_stream {
 public:
    /// Connects, and waits until the connection is open.
    explicit plain_stream(const endpoint& where);
    plain_stream(plain_stream&& other) noexcept;
    plain_stream& operator=(plain_stream&&) = delete;
    ~plain_stream();

    [[nodiscard]] int descriptor() const { return descriptor_; }

    /// Reads at most `into.size()` of the bytes that have arrived; returns 0 if there are no bytes.
    [[nodiscard]] std::size_t read(std::span<char> into);
    /// Whether another `read` may return more bytes before the socket becomes readable again.
    [[nodiscard]] bool has_more() const { return has_more_; }
    /// Writes all bytes; waits while the socket's buffer is full.
    void write(std::string_view bytes);

 private:
    int descriptor_;
    bool has_more_ = false;
};

/// Connects to `where` and returns the socket, which is still blocking.
[[nodiscard]] int connected_socket(const endpoint& where);
void do_not_block(int descriptor);
void wait_for(int descriptor, short events);

}  // namespace bench
