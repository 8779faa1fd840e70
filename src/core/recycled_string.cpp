#include "core/of_thread.hpp"

#include <dynaco/detail/core/recycled_string.hpp>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace dynaco::detail {
namespace {

// Unused strings. The last one is taken first, because its memory is still in the cache. A full shelf frees
// strings that are added.
class shelf {
 public:
    explicit shelf(std::size_t places) { places_.reserve(places); }
    std::string take() noexcept {
        if (places_.empty()) return {};
        std::string text = std::move(places_.back());
        places_.pop_back();
        bytes_ -= text.capacity();
        return text;
    }
    void put(std::string& text) noexcept {
        if (places_.size() == places_.capacity() || bytes_ + text.capacity() > most_bytes) return;
        bytes_ += text.capacity();
        places_.push_back(std::move(text));
    }

 private:
    static constexpr std::size_t most_bytes = std::size_t{8} * 1024 * 1024;

    std::vector<std::string> places_{};
    std::size_t bytes_ = 0;
};

// Sizes are kept apart: otherwise a short text could take a long string, and the next long text would have to
// allocate.
struct shelves {
    shelf& of(std::size_t size) noexcept {
        if (size <= 256) return tiny;
        return size <= std::size_t{4} * 1024 ? small : large;
    }
    shelf tiny{256};
    shelf small{256};
    shelf large{64};
};

std::string used_one(std::size_t size) {
    shelves* const mine = of_thread<shelves>::get();
    return mine ? mine->of(size).take() : std::string();
}

constexpr std::size_t one_page = std::size_t{64} * 1024;  // a longer text is usually a page of items

// Makes glibc keep more free memory. By default glibc returns the top of its heap to the kernel when more
// than 128 KB of it are free. The objects of each page would then be in fresh memory, which takes half the
// time of a page. After a larger block was freed, glibc keeps twice its size (mallopt(3), M_MMAP_THRESHOLD).
// This block is never written to.
void make_malloc_keep(std::size_t size) noexcept {
    constexpr std::size_t most = std::size_t{16} * 1024 * 1024;  // larger blocks do not change the threshold
    void* const volatile block = std::malloc(std::min(4 * size, most));
    std::free(block);
}

}  // namespace

recycled_string recycled_string::with_room(std::size_t size) {
    recycled_string text(used_one(size));
    text.clear();
    text.reserve(std::max(size, least));
    return text;
}

recycled_string recycled_string::of_size(std::size_t size) { return of_size(size, size); }

// The old bytes are kept: resize() fills only what is beyond them.
recycled_string recycled_string::of_size(std::size_t size, std::size_t fresh) {
    recycled_string text(used_one(size));
    if (text.capacity() < size) size = std::min(size, std::max(fresh, text.capacity()));
    if (text.capacity() < size) {
        text.clear();  // otherwise reserve() would copy the old bytes
        if (size > one_page) make_malloc_keep(size);
        text.reserve(size);
    }
    text.resize(size);
    return text;
}

void recycled_string::give_back() noexcept {
    if (shelves* const mine = of_thread<shelves>::existing()) mine->of(capacity()).put(*this);
}

}  // namespace dynaco::detail
