#pragma once

#include <mutex>

namespace dynaco::detail {

/// A mutex that is never held for long. A thread that finds it locked tries again for about a microsecond
/// before it sleeps, because sleeping and waking need system calls, which take longer than the wait.
class short_mutex {
 public:
    void lock() {
        for (int i = 0; i < tries; ++i) {
            if (mutex_.try_lock()) return;
            pause();
        }
        mutex_.lock();
    }
    bool try_lock() { return mutex_.try_lock(); }
    void unlock() { mutex_.unlock(); }

 private:
    static constexpr int tries = 32;

    static void pause() noexcept {
#if defined(__x86_64__)
        __builtin_ia32_pause();
#elif defined(__aarch64__)
        asm volatile("isb");
#endif
    }

    std::mutex mutex_;
};

}  // namespace dynaco::detail
