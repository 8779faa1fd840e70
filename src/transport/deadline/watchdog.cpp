#include "transport/deadline/watchdog.hpp"

#include "core/fork_count.hpp"

#include <algorithm>
#include <sys/socket.h>

namespace dynaco::transport {

watchdog::watch::watch(watchdog& dog, int socket, steady_time deadline, exchanges* of)
    : dog_(dog), of_(of), socket_(socket), deadline_(deadline), forks_(detail::fork_count()) {
    arm();
}

void watchdog::exchanges::cancel(std::uint64_t number) noexcept {
    const std::shared_ptr<watchdog> dog = dog_.lock();
    if (!dog) return;
    const std::lock_guard lock(dog->mutex_);
    if (current_ && current_->number_ == number && !current_->cut_off_) current_->shut_down(errc::canceled);
}

void watchdog::exchanges::stop_sending(std::uint64_t number) noexcept {
    const std::shared_ptr<watchdog> dog = dog_.lock();
    if (!dog) return;
    const std::lock_guard lock(dog->mutex_);
    if (!current_ || current_->number_ != number || !current_->sending_) return;
    if (current_->forks_ == detail::fork_count()) ::shutdown(current_->socket_, SHUT_WR);
}

void watchdog::watch::set_sending(bool sending) noexcept {
    const std::lock_guard lock(dog_.mutex_);
    sending_ = sending;
}

void watchdog::watch::arm() {
    const std::lock_guard lock(dog_.mutex_);
    next_ = dog_.first_;
    if (next_) next_->previous_ = this;
    dog_.first_ = this;
    dog_.timer_.work();
    if (of_) {
        of_->current_ = this;
        number_ = ++of_->count_;
    }
    if (deadline_ < dog_.timer_.scheduled()) dog_.schedule(deadline_);
}

void watchdog::watch::disarm() noexcept {
    if (!armed_) return;
    const std::lock_guard lock(dog_.mutex_);
    armed_ = false;
    if (of_) of_->current_ = nullptr;
    (previous_ ? previous_->next_ : dog_.first_) = next_;
    if (next_) next_->previous_ = previous_;
    if (dog_.first_) return;
    if (const auto earlier = dog_.timer_.rest()) dog_.schedule(*earlier);
}

void watchdog::watch::cancel() noexcept {
    const std::lock_guard lock(dog_.mutex_);
    if (armed_ && !cut_off_) shut_down(errc::canceled);
}

std::optional<errc> watchdog::watch::cut_off() const noexcept {
    if (!armed_) return cut_off_;  // it does not change any more
    const std::lock_guard lock(dog_.mutex_);
    return cut_off_;
}

void watchdog::watch::shut_down(errc why) noexcept {
    cut_off_ = why;
    if (forks_ == detail::fork_count())
        ::shutdown(socket_, SHUT_RDWR);  // after a fork the connection is the parent's
}

std::shared_ptr<watchdog> watchdog::make(const boost::asio::any_io_executor& executor) {
    const std::shared_ptr<watchdog> made(new watchdog(executor));
    tell_context_end(executor, made);
    return made;
}

watchdog::watchdog(const boost::asio::any_io_executor& executor) : timer_(executor) {}

watchdog::~watchdog() = default;

void watchdog::context_ended() noexcept {
    const std::lock_guard lock(mutex_);
    timer_.forget_context();
}

void watchdog::schedule(steady_time when) {
    timer_.set(when, [weak = weak_from_this()](boost::system::error_code ec) {
        if (const auto self = ec ? nullptr : weak.lock()) self->on_timer();
    });
}

void watchdog::on_timer() {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (now < timer_.scheduled()) return;  // the timer was moved while this handler was queued
    timer_.rung();
    steady_time next = steady_time::max();
    for (watch* w = first_; w; w = w->next_) {
        if (w->cut_off_) continue;
        if (w->deadline_ <= now)
            w->shut_down(errc::attempt_timed_out);
        else
            next = std::min(next, w->deadline_);
    }
    if (next != steady_time::max()) schedule(next);
}

}  // namespace dynaco::transport
