#include "support/hold_point.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace dynaco::test {

namespace asio = boost::asio;

void hold_point::release() {
    held_ = false;
    for (asio::steady_timer* const each : *waiting_) each->cancel();
}

asio::awaitable<bool> hold_point::pass(cancellation how) {
    if (!held_) co_return true;
    if (how == cancellation::is_ignored)
        co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    asio::steady_timer timer(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    waiting_->insert(&timer);
    // Also removes the timer if the coroutine is destroyed while it waits.
    struct removal {
        std::shared_ptr<timers> from;
        asio::steady_timer* which;
        ~removal() { from->erase(which); }
    } const on_exit{waiting_, &timer};
    boost::system::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    const auto state = co_await asio::this_coro::cancellation_state;
    co_return state.cancelled() == asio::cancellation_type::none;
}

}  // namespace dynaco::test
