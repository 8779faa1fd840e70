#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bench {

/// Finds the end of each response in the received bytes. It stores only a head that arrives in parts.
class reply {
 public:
    /// Takes the next bytes; returns true if the response ends with them. Ends the program with an error if
    /// the response is not a 200 with a Content-Length, or if bytes follow it.
    [[nodiscard]] bool take(std::string_view bytes);

    /// The number of bytes of the last `take`, at their end, that belong to the body.
    [[nodiscard]] std::size_t body_bytes() const { return body_bytes_; }
    /// The size of the complete response, head and body.
    [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
    [[nodiscard]] bool take_head(std::string_view bytes);
    [[nodiscard]] bool begin_body(std::string_view head, std::uint64_t arrived);

    std::uint64_t size_ = 0;
    std::uint64_t missing_ = 0;  // bytes of the body; 0: the head is not complete
    std::array<char, 4096> part_{};
    std::size_t part_size_ = 0;
    std::size_t body_bytes_ = 0;
};

}  // namespace bench
