#include "transport/deadline/watchdog.hpp"

#include "core/fork_count.hpp"

#include <algorithm>
#include <sys/socket.h>

namespace dynaco::transport {

// --- the exchanges of a connection ---

watchdog::exchanges::exchanges(const std::shared_ptr<watchdog>& dog) : dog_(dog) {
    const std::lock_guard lock(dog->mutex_);
    next_ = dog->first_;  // NOLINT(cppcoreguidelines-prefer-member-initializer): under the lock
    if (next_) next_->previous_ = this;
    dog->first_ = this;
}

watchdog::exchanges::~exchanges() {
    const std::shared_ptr<watchdog> dog = dog_.lock();
    if (!dog) return;
    const std::lock_guard lock(dog->mutex_);
    (previous_ ? previous_->next_ : dog->first_) = next_;
    if (next_) next_->previous_ = previous_;
}

void watchdog::exchanges::cancel(std::uint64_t number) noexcept {
    const std::lock_guard lock(mutex_);
    if (current_ && current_->number_ == number && !current_->cut_off_) current_->shut_down(errc::canceled);
}

void watchdog::exchanges::cancel() noexcept {
    const std::lock_guard lock(mutex_);
    if (current_ && !current_->cut_off_) current_->shut_down(errc::canceled);
}

void watchdog::exchanges::stop_sending(std::uint64_t number) noexcept {
    const std::lock_guard lock(mutex_);
    if (!current_ || current_->number_ != number || !current_->sending_) return;
    if (current_->forks_ == detail::fork_count()) ::shutdown(current_->socket_, SHUT_WR);
}

steady_time watchdog::exchanges::check(steady_time now) noexcept {
    const std::lock_guard lock(mutex_);
    if (!current_ || current_->cut_off_) return steady_time::max();
    if (current_->deadline_ > now) return current_->deadline_;
    current_->shut_down(errc::attempt_timed_out);
    return steady_time::max();
}

// --- one exchange ---

watchdog::watch::watch(watchdog& dog, int socket, steady_time deadline, exchanges* of)
    : own_(of ? nullptr : std::make_shared<exchanges>(dog.shared_from_this())),
      of_(of ? *of : *own_),
      socket_(socket),
      deadline_(deadline),
      forks_(detail::fork_count()) {
    {
        const std::lock_guard lock(of_.mutex_);
        of_.current_ = this;
        number_ = ++of_.count_;
    }
    dog.wake_at(deadline_);
}

void watchdog::watch::set_sending(bool sending) noexcept {
    const std::lock_guard lock(of_.mutex_);
    sending_ = sending;
}

void watchdog::watch::disarm() noexcept {
    if (!armed_) return;
    const std::lock_guard lock(of_.mutex_);
    armed_ = false;
    of_.current_ = nullptr;
}

void watchdog::watch::cancel() noexcept {
    const std::lock_guard lock(of_.mutex_);
    if (armed_ && !cut_off_) shut_down(errc::canceled);
}

std::optional<errc> watchdog::watch::cut_off() const noexcept {
    if (!armed_) return cut_off_;  // it does not change any more
    const std::lock_guard lock(of_.mutex_);
    return cut_off_;
}

void watchdog::watch::shut_down(errc why) noexcept {
    cut_off_ = why;
    if (forks_ == detail::fork_count())
        ::shutdown(socket_, SHUT_RDWR);  // after a fork the connection is the parent's
}

// --- the timer ---

std::shared_ptr<watchdog> watchdog::make(const boost::asio::any_io_executor& executor) {
    std::shared_ptr<watchdog> made(new watchdog(executor));
    tell_context_end(executor, made);
    return made;
}

watchdog::watchdog(const boost::asio::any_io_executor& executor) : timer_(executor) {}

watchdog::~watchdog() = default;

void watchdog::context_ended() noexcept {
    const std::lock_guard lock(mutex_);
    timer_.forget_context();
    wakes_at_ = steady_time::min();  // it is not set any more
}

void watchdog::wake_at(steady_time deadline) {
    if (deadline >= wakes_at_.load(std::memory_order_relaxed)) return;
    const std::lock_guard lock(mutex_);
    if (deadline < wakes_at_.load(std::memory_order_relaxed)) schedule(deadline);
}

// An executor that counts the timer as work (a thread_pool, for example) gets one that expires every few
// milliseconds while exchanges are running, so that it is not kept for long when they have ended.
void watchdog::schedule(steady_time when) {
    const auto set = [this](steady_time then) {
        timer_.set(then, [weak = weak_from_this()](boost::system::error_code ec) {
            if (const auto self = ec ? nullptr : weak.lock()) self->on_timer();
        });
    };
    timer_.work();
    set(when);
    if (const auto earlier = timer_.rest()) set(*earlier);
    wakes_at_.store(timer_.scheduled(), std::memory_order_relaxed);
}

void watchdog::on_timer() {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (now < timer_.scheduled()) return;  // the timer was moved while this handler was queued
    timer_.rung();
    wakes_at_.store(steady_time::max(), std::memory_order_relaxed);
    steady_time next = steady_time::max();
    for (exchanges* each = first_; each; each = each->next_) next = std::min(next, each->check(now));
    if (next != steady_time::max()) schedule(next);
}

}  // namespace dynaco::transport
