#include "transport/pool/idle_lanes.hpp"

#include <algorithm>
#include <iterator>

namespace dynaco::transport {

std::vector<idle_lanes::connection_ptr> idle_lanes::collect(steady_time now) {
    std::vector<connection_ptr> all;
    lanes_.for_each([&all](lane& each) {
        const std::lock_guard lock(each.mutex);
        std::ranges::move(each.idle, std::back_inserter(all));
        each.idle.clear();
    });
    std::ranges::stable_sort(all, {}, [](const connection_ptr& c) { return c->idle_since; });
    // A tenth of the timeout late, at most.
    collected_by_.store(
        now + std::max<steady_time::duration>(idle_timeout_ / 10, std::chrono::milliseconds(1)),
        std::memory_order_relaxed);
    return all;
}

}  // namespace dynaco::transport
