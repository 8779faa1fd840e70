#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bench {

/// Finds the end of each reply in what is received; keeps nothing but a head that came in parts.
class reply {
 public:
    /// Takes what came next; true if the reply ends with it. Fails the program on anything but a 200 with a
    /// Content-Length, and on bytes beyond the reply, as none was asked for.
    [[nodiscard]] bool take(std::string_view bytes);

    /// How many of the bytes that were taken last, their end, belong to the body.
    [[nodiscard]] std::size_t body_bytes() const { return body_bytes_; }
    /// How long the finished reply was, head and body.
    [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
    [[nodiscard]] bool take_head(std::string_view bytes);
    [[nodiscard]] bool begin_body(std::string_view head, std::uint64_t arrived);

    std::uint64_t size_ = 0;
    std::uint64_t missing_ = 0;  // of the body; none: the head is awaited
    std::array<char, 4096> part_{};
    std::size_t part_size_ = 0;
    std::size_t body_bytes_ = 0;
};

}  // namespace bench
