#include "transport/bell.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace dynaco::transport {

namespace asio = boost::asio;
using boost::system::error_code;

// Whether a context is still to be touched from other threads: Asio takes no lock where it destroys what
// waits in a context, which a timer that is moved meanwhile would run into.
struct bell::context_life {
    std::mutex mutex;  // guards what is below, and is held while a timer is moved
    bool over = false;
};

// Services are shut down in the reverse order of their creation: this one before that of timers, as it is
// made after the first bell's timer.
class bell::life_service final : public asio::execution_context::service {
 public:
    using key_type = life_service;
    static inline asio::execution_context::id id;

    explicit life_service(asio::execution_context& context) : service(context) {}
    [[nodiscard]] static std::shared_ptr<context_life> of(asio::execution_context& context) {
        return asio::use_service<life_service>(context).life_;
    }

 private:
    void shutdown() noexcept override {
        const std::lock_guard lock(life_->mutex);
        life_->over = true;
    }

    const std::shared_ptr<context_life> life_ = std::make_shared<context_life>();
};

bell::bell(const asio::any_io_executor& executor, steady_time until)
    : timer_(std::in_place, executor, until), life_(life_service::of(executor.context())) {}

bell::~bell() = default;

awaitable<void> bell::wait() {
    error_code ignored;
    const auto start = [this](auto handler) {
        const std::lock_guard lock(mutex_);
        timer_->async_wait(std::move(handler));
    };
    auto token = asio::redirect_error(asio::use_awaitable, ignored);
    co_await asio::async_initiate<decltype(token), void(error_code)>(start, token);
}

// A timer moved into the past ends the wait at once, also one that begins later.
void bell::ring() noexcept {
    const std::lock_guard lock(mutex_);
    if (!timer_) return;
    const std::lock_guard alive(life_->mutex);
    if (!life_->over) timer_->expires_at(steady_time::min());
}

void bell::remove() noexcept {
    const std::lock_guard lock(mutex_);
    timer_.reset();
}

}  // namespace dynaco::transport
