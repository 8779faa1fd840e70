#include "load/engine/ticket_state.hpp"

#include <boost/asio/this_coro.hpp>

#include <utility>

namespace dynaco::loading {

void ticket_state::complete(const result<void>& outcome) {
    std::vector<std::shared_ptr<transport::bell>> bells;
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
    const auto mine = std::make_shared<transport::bell>(executor, transport::steady_time::max());
    {
        const std::lock_guard lock(mutex_);
        if (outcome_) co_return outcome_;
        bells_.push_back(mine);
    }
    co_await mine->wait();
    mine->remove();
    const std::lock_guard lock(mutex_);
    std::erase(bells_, mine);
    co_return outcome_;
}

}  // namespace dynaco::loading
