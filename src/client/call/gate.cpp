#include "client/call/gate.hpp"

#include <boost/asio/this_coro.hpp>

namespace dynaco::detail {

call_gate::pass call_gate::enter() noexcept {
    // Does not count a call and then take it back: the gate would seem not to be empty for a moment.
    std::atomic<std::uint64_t>& mine = words_.mine();
    std::uint64_t word = mine.load();
    do {
        if ((word & shut_bit) != 0) return pass(nullptr);
    } while (!mine.compare_exchange_weak(word, word + one_call));
    return pass(this);
}

bool call_gate::empty() const noexcept {
    std::uint64_t sum = 0;
    words_.for_each([&sum](const std::atomic<std::uint64_t>& word) { sum += word.load() & ~shut_bit; });
    return sum == 0;
}

void call_gate::leave() noexcept {
    if ((words_.mine().fetch_sub(one_call) & shut_bit) == 0 || !empty()) return;
    const std::lock_guard lock(mutex_);
    for (const auto& each : bells_) each->ring();
}

boost::asio::awaitable<void> call_gate::wait_until_empty(transport::steady_time until) {
    const auto executor = co_await boost::asio::this_coro::executor;
    const auto mine = std::make_shared<transport::bell>(executor, until);
    struct guard {
        call_gate& self;
        const std::shared_ptr<transport::bell>& mine;
        ~guard() {
            mine->remove();
            const std::lock_guard lock(self.mutex_);
            std::erase(self.bells_, mine);
        }
    };
    const guard remove_on_exit{*this, mine};
    {
        const std::lock_guard lock(mutex_);
        bells_.push_back(mine);
    }
    const bool empty_already = empty();  // checked last, so that no ring is missed
    if (!empty_already) co_await mine->wait();
}

}  // namespace dynaco::detail
