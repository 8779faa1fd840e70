#include "transport/watchdog.hpp"

#include <algorithm>
#include <sys/socket.h>

namespace dynaco::transport {

watchdog::watch::watch(watchdog& dog, int socket, steady_time deadline)
    : dog_(dog), socket_(socket), deadline_(deadline) {
    arm();
}

void watchdog::watch::arm() {
    const std::lock_guard lock(dog_.mutex_);
    next_ = dog_.first_;
    if (next_) next_->previous_ = this;
    dog_.first_ = this;
    if (deadline_ < dog_.scheduled_) dog_.schedule(deadline_);
}

void watchdog::watch::disarm() noexcept {
    const std::lock_guard lock(dog_.mutex_);
    if (!armed_) return;
    armed_ = false;
    (previous_ ? previous_->next_ : dog_.first_) = next_;
    if (next_) next_->previous_ = previous_;
    if (dog_.first_) return;
    dog_.scheduled_ = steady_time::max();
    dog_.timer_.cancel();
}

bool watchdog::watch::fired() const noexcept {
    const std::lock_guard lock(dog_.mutex_);
    return fired_;
}

void watchdog::schedule(steady_time when) {
    scheduled_ = when;
    timer_.expires_at(when);
    timer_.async_wait([weak = weak_from_this()](boost::system::error_code ec) {
        if (const auto self = ec ? nullptr : weak.lock()) self->on_timer();
    });
}

void watchdog::on_timer() {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (now < scheduled_) return;  // it was put off while this was on its way
    steady_time next = steady_time::max();
    for (watch* w = first_; w; w = w->next_) {
        if (w->fired_) continue;
        if (w->deadline_ <= now) {
            w->fired_ = true;
            ::shutdown(w->socket_, SHUT_RDWR);
        } else {
            next = std::min(next, w->deadline_);
        }
    }
    scheduled_ = next;
    if (next != steady_time::max()) schedule(next);
}

}  // namespace dynaco::transport
