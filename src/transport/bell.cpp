#include "transport/bell.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace dynaco::detail {

namespace asio = boost::asio;
using boost::system::error_code;

bell::bell(const asio::any_io_executor& executor, std::chrono::steady_clock::time_point until)
    : timer_(std::in_place, executor, until), life_(transport::life_of_context(executor)) {}

bell::~bell() = default;

asio::awaitable<void> bell::wait() {
    error_code ignored;
    const auto start = [this](auto handler) {
        const std::lock_guard lock(mutex_);
        timer_->async_wait(std::move(handler));
    };
    auto token = asio::redirect_error(asio::use_awaitable, ignored);
    co_await asio::async_initiate<decltype(token), void(error_code)>(start, token);
}

// Moving the expiry into the past ends the wait at once, also a wait that begins later.
void bell::ring() noexcept {
    const std::lock_guard lock(mutex_);
    if (!timer_) return;
    // Asio does not lock anything when a context destroys its pending operations.
    const std::lock_guard alive(life_->mutex);
    if (!life_->over) timer_->expires_at(std::chrono::steady_clock::time_point::min());
}

void bell::remove() noexcept {
    const std::lock_guard lock(mutex_);
    timer_.reset();
}

}  // namespace dynaco::detail
