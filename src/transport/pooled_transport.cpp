#include "transport/pooled_transport.hpp"

namespace dynaco::transport {

awaitable<result<lease>> pooled_transport::acquire(const origin& to, steady_time deadline) {
    return pool_of(to)->acquire(deadline);
}

void pooled_transport::drop_idle(const origin& to) noexcept { pool_of(to)->drop_idle(); }

void pooled_transport::close() noexcept {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    for (const auto& [to, p] : pools_) p->close();
}

std::shared_ptr<pool> pooled_transport::pool_of(const origin& to) {
    const std::lock_guard lock(mutex_);
    auto& slot = pools_[to];
    if (!slot) {
        slot = std::make_shared<pool>(executor_, to, setup_, options_);
        if (closed_) slot->close();
    }
    return slot;
}

}  // namespace dynaco::transport
