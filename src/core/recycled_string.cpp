#include <dynaco/detail/core/recycled_string.hpp>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace dynaco::detail {
namespace {

// Strings that nobody uses, the last one first: its memory is warm. Full, it lets go of what comes.
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

// Apart, since a short text in a long string's memory would leave the next long text without.
struct shelves {
    shelf& of(std::size_t size) noexcept {
        if (size <= 256) return tiny;
        return size <= std::size_t{4} * 1024 ? small : large;
    }
    shelf tiny{256};
    shelf small{256};
    shelf large{64};
};

// Null before the first use and once the thread's own have been destroyed: strings may die after them.
thread_local shelves* current = nullptr;

shelves* of_this_thread() {
    struct owner {
        owner() { current = &mine; }
        ~owner() { current = nullptr; }
        shelves mine{};
    };
    thread_local owner all;
    return current;
}

std::string used_one(std::size_t size) {
    shelves* const mine = of_this_thread();
    return mine ? mine->of(size).take() : std::string();
}

constexpr std::size_t page = std::size_t{64} * 1024;  // of items

// glibc returns the top of its heap to the kernel whenever more than 128 KB of it are free, so that the
// objects read out of each page would live in fresh memory: half the time of a page. Having seen a larger
// block freed, it keeps twice as much (mallopt(3), M_MMAP_THRESHOLD). This one is never touched.
void make_malloc_keep(std::size_t size) noexcept {
    constexpr std::size_t most = std::size_t{16} * 1024 * 1024;  // larger ones teach it nothing
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

// The old bytes are left: only what is longer than them has to be filled.
recycled_string recycled_string::of_size(std::size_t size, std::size_t fresh) {
    recycled_string text(used_one(size));
    if (text.capacity() < size) size = std::min(size, std::max(fresh, text.capacity()));
    if (text.capacity() < size) {
        text.clear();  // or they would be copied
        if (size > page) make_malloc_keep(size);
        text.reserve(size);
    }
    text.resize(size);
    return text;
}

void recycled_string::give_back() noexcept {
    if (current) current->of(capacity()).put(*this);
}

}  // namespace dynaco::detail
