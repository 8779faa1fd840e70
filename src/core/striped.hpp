#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

namespace dynaco::detail {

/// The number of the calling thread, in the order in which threads first ask for it.
[[nodiscard]] inline std::size_t thread_number() noexcept {
    static std::atomic<std::size_t> threads{0};
    thread_local const std::size_t mine = threads.fetch_add(1, std::memory_order_relaxed);
    return mine;
}

/// A value for each thread of a group, so that threads do not write the same cache line. A thread of a large
/// group shares its value with other threads, so `T` must be thread-safe.
template <class T>
class striped {
 public:
    static constexpr std::size_t count = 16;

    /// The value of the calling thread.
    [[nodiscard]] T& mine() noexcept { return stripes_[thread_number() % count].value; }
    template <class F>
    void for_each(F f) {
        for (auto& each : stripes_) f(each.value);
    }
    template <class F>
    void for_each(F f) const {
        for (const auto& each : stripes_) f(each.value);
    }

 private:
    struct alignas(64) stripe {
        T value{};
    };
    std::array<stripe, count> stripes_{};
};

/// A pointer to the same object that has its own reference count, for one thread. Copies of `shared` would
/// write the cache line of the count that all threads share.
template <class T>
[[nodiscard]] std::shared_ptr<T> with_own_count(std::shared_ptr<T> shared) {
    if (!shared) return shared;
    auto holder = std::make_shared<std::shared_ptr<T>>(std::move(shared));
    T* const object = holder->get();
    return {std::move(holder), object};
}

}  // namespace dynaco::detail
