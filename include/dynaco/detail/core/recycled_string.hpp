#pragma once

#include <string>
#include <utility>

namespace dynaco::detail {

/// A string whose memory goes to the next one of its thread, for the bodies of requests and replies: fresh
/// memory for a page of a megabyte costs as much as receiving it.
///
/// A thread keeps up to 256 strings of at most 256 bytes, 256 of at most 4 KiB, and up to 8 MiB of longer
/// ones.
class recycled_string : public std::string {
 public:
    /// Room for most requests: an item of 1 KB.
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

    /// Empty, with room for `size` bytes. Should there be memory to use again, no byte of it is touched.
    [[nodiscard]] static recycled_string with_room(std::size_t size);
    /// Of `size` bytes that are to be overwritten: whatever they are now.
    [[nodiscard]] static recycled_string of_size(std::size_t size);
    /// The same if there is memory to use again; else of `fresh` bytes, if that is less.
    [[nodiscard]] static recycled_string of_size(std::size_t size, std::size_t fresh);

 private:
    static constexpr std::size_t least = 64;  // smaller ones are cheaper made anew

    void give_back() noexcept;
};

}  // namespace dynaco::detail
