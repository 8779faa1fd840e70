#include "core/fork_count.hpp"

#include <atomic>
#include <pthread.h>

namespace dynaco::detail {
namespace {

std::atomic<unsigned> forks{0};

}  // namespace

unsigned fork_count() noexcept {
    static const int once = pthread_atfork(nullptr, nullptr, [] { ++forks; });
    static_cast<void>(once);
    return forks.load(std::memory_order_relaxed);
}

}  // namespace dynaco::detail
