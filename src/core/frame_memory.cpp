#include "core/of_thread.hpp"

#include <dynaco/detail/core/frame_memory.hpp>

#include <array>
#include <new>

namespace dynaco::detail {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool keeps_blocks = false;
#elif defined(__has_feature)
constexpr bool keeps_blocks = !__has_feature(address_sanitizer);
#else
constexpr bool keeps_blocks = true;
#endif

// A free block. The next one was released before it.
struct block {
    block* next;
};

// The free blocks of one thread. Blocks of one size are taken in the reverse order of their release.
class free_blocks {
 public:
    free_blocks() = default;
    free_blocks(const free_blocks&) = delete;
    free_blocks& operator=(const free_blocks&) = delete;
    ~free_blocks() {
        for (pile& each : piles_)
            while (void* const memory = each.take()) ::operator delete(memory);
    }

    static constexpr std::size_t rounded(std::size_t size) noexcept {
        return (size + step - 1) / step * step;
    }

    void* take(std::size_t size) noexcept {
        void* const memory = pile_of(size).take();
        if (memory) bytes_ -= rounded(size);
        return memory;
    }
    // Returns whether the block was kept.
    bool keep(void* memory, std::size_t size) noexcept {
        pile& mine = pile_of(size);
        if (mine.count == most_of_a_size || bytes_ + rounded(size) > most_bytes) return false;
        mine.put(memory);
        bytes_ += rounded(size);
        return true;
    }

 private:
    static constexpr std::size_t step = 64;
    static constexpr std::size_t most_of_a_size = 64;
    static constexpr std::size_t most_bytes = std::size_t{256} * 1024;

    struct pile {
        void* take() noexcept {
            block* const top = first;
            if (!top) return nullptr;
            first = top->next;
            --count;
            return top;
        }
        void put(void* memory) noexcept {
            first = new (memory) block{first};
            ++count;
        }
        block* first = nullptr;
        std::size_t count = 0;
    };

    pile& pile_of(std::size_t size) noexcept { return piles_[(size - 1) / step]; }

    std::array<pile, frame_memory::largest_kept / step> piles_{};
    std::size_t bytes_ = 0;
};

constexpr bool may_keep(std::size_t size) noexcept {
    return keeps_blocks && size != 0 && size <= frame_memory::largest_kept;
}

}  // namespace

void* frame_memory::allocate(std::size_t size) {
    if (!may_keep(size)) return ::operator new(size);
    free_blocks* const mine = of_thread<free_blocks>::get();
    void* const kept = mine ? mine->take(size) : nullptr;
    return kept ? kept : ::operator new(free_blocks::rounded(size));
}

void frame_memory::release(void* memory, std::size_t size) noexcept {
    free_blocks* const mine = of_thread<free_blocks>::existing();
    if (may_keep(size) && mine && mine->keep(memory, size)) return;
    ::operator delete(memory);
}

}  // namespace dynaco::detail
