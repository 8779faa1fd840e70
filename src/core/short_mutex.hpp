#pragma once

#include <mutex>

namespace dynaco::detail {

/// A mutex that is never held for long. A thread that finds it locked tries again for about as long as it is
/// held before it sleeps, because sleeping and waking need system calls, which take longer than the wait.
class short_mutex {
 public:
    /// For a mutex that is held for about a microsecond.
    short_mutex() noexcept = default;
    /// A try takes about 40 ns.
    explicit short_mutex(int tries) noexcept : tries_(tries) {}

    void lock() {
        for (int i = 0; i < tries_; ++i) {
            if (mutex_.try_lock()) return;
            pause();
        }
        mutex_.lock();
    }
    bool try_lock() { return mutex_.try_lock(); }
    void unlock() { mutex_.unlock(); }

 private:
    static void pause() noexcept {
#if defined(__x86_64__)
        __builtin_ia32_pause();
#elif defined(__aarch64__)
        asm volatile("isb");
#endif
    }

    std::mutex mutex_;
    int tries_ = 32;
};

}  // namespace dynaco::detail
