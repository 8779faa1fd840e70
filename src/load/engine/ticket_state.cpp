#include "load/engine/ticket_state.hpp"

#include <boost/asio/this_coro.hpp>

#include <utility>

namespace dynaco::loading {

void ticket_state::complete(const result<void>& outcome) {
    bell_list bells;
    std::vector<std::shared_ptr<ticket_state>> joined;
    {
        const std::lock_guard lock(mutex_);
        if (outcome_) return;
        outcome_ = outcome;
        bells.swap(bells_);
        joined.swap(joined_);
    }
    for (const auto& each : bells) each->ring();
    for (const auto& each : joined) each->complete(outcome);
}

void ticket_state::join(std::shared_ptr<ticket_state> earlier) {
    const std::lock_guard lock(mutex_);
    joined_.push_back(std::move(earlier));
}

awaitable<std::optional<result<void>>> ticket_state::wait() {
    const auto executor = co_await boost::asio::this_coro::executor;
    listed_bell mine(executor, mutex_, bells_);
    {
        const std::lock_guard lock(mutex_);
        if (outcome_) co_return outcome_;
        mine.enlist();
    }
    co_await mine.wait();
    const std::lock_guard lock(mutex_);
    co_return outcome_;
}

}  // namespace dynaco::loading
