#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace dynaco::detail {

/// A string whose memory is reused by the next string of its thread. It is for the bodies of requests and
/// responses: allocating fresh memory for a page of a megabyte takes as long as receiving the page.
///
/// A thread keeps up to 256 strings of at most 256 bytes, 256 of at most 4 KiB, and up to 8 MiB of longer
/// strings.
class recycled_string : public std::string {
 public:
    /// Enough room for most requests: an item of 1 KB.
    static constexpr std::size_t usual_size = 1200;

    recycled_string() noexcept = default;
    recycled_string(std::string text) noexcept : std::string(std::move(text)) {}
    recycled_string(const char* text) : std::string(text) {}
    recycled_string(const recycled_string&) = default;
    recycled_string(recycled_string&&) noexcept = default;
    recycled_string& operator=(const recycled_string&) = default;
    recycled_string& operator=(recycled_string&& other) noexcept {
        swap(other);
        return *this;
    }
    ~recycled_string() {
        if (capacity() >= least) give_back();
    }

    /// Returns an empty string with room for `size` bytes. Does not touch the bytes of reused memory.
    [[nodiscard]] static recycled_string with_room(std::size_t size);
    /// Returns an empty string with room for a text that is similar to one of `before` bytes. Thousands of
    /// small requests may wait for a connection, so a small one does not get the usual size.
    [[nodiscard]] static recycled_string with_room_after(std::size_t before) {
        constexpr std::size_t small = 256;
        return with_room(before <= small ? small : std::max(before, usual_size));
    }
    /// Returns a string of `size` bytes with unspecified content, to be overwritten.
    [[nodiscard]] static recycled_string of_size(std::size_t size);
    /// Returns a string of `size` bytes with unspecified content if there is memory to reuse. Otherwise the
    /// string has `fresh` bytes if that is less.
    [[nodiscard]] static recycled_string of_size(std::size_t size, std::size_t fresh);

 private:
    static constexpr std::size_t least = 64;  // smaller strings are cheaper to allocate again

    void give_back() noexcept;
};

}  // namespace dynaco::detail
