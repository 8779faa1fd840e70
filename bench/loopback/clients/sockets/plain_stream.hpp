#pragma once

#include "arguments.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace bench {

/// A connected TCP socket, which does not block.
class plain_stream {
 public:
    /// Connects, waiting for it; whatever fails, here and below, ends the program.
    explicit plain_stream(const endpoint& where);
    plain_stream(plain_stream&& other) noexcept;
    plain_stream& operator=(plain_stream&&) = delete;
    ~plain_stream();

    [[nodiscard]] int descriptor() const { return descriptor_; }

    /// What has come, at most `into.size()` bytes of it; 0 if nothing has.
    [[nodiscard]] std::size_t read(std::span<char> into);
    /// Whether another read may find more before the socket is readable again.
    [[nodiscard]] bool has_more() const { return has_more_; }
    /// All of it; waits if the socket takes no more.
    void write(std::string_view bytes);

 private:
    int descriptor_;
    bool has_more_ = false;
};

/// Connects to `where` and returns the socket, which still blocks.
[[nodiscard]] int connected_socket(const endpoint& where);
void do_not_block(int descriptor);
void wait_for(int descriptor, short events);

}  // namespace bench
