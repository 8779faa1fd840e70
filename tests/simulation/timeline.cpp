#include "simulation/timeline.hpp"

#include "simulation/bell.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <memory>

namespace dynaco::simulation {

void timeline::at(steady_time when, std::function<void()> event) {
    events_.emplace(std::pair(std::max(when, now_), next_++), std::move(event));
}

bool timeline::advance() {
    if (events_.empty()) return false;
    auto next = events_.extract(events_.begin());
    now_ = next.key().first;
    next.mapped()();
    return true;
}

boost::asio::awaitable<bool> timeline::wait_until(steady_time when) {
    const auto executor = co_await boost::asio::this_coro::executor;
    const auto alarm = std::make_shared<bell>(executor);
    at(when, [weak = std::weak_ptr(alarm)] {
        if (const auto still = weak.lock()) still->ring();
    });
    co_await alarm->wait();
    co_return alarm->rung();
}

}  // namespace dynaco::simulation
