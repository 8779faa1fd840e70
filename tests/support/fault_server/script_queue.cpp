#include "support/fault_server/script_queue.hpp"

#include <exception>
#include <utility>

namespace dynaco::test {

void script_queue::append(std::initializer_list<reply> replies) {
    const std::lock_guard lock(mutex_);
    replies_.insert(replies_.end(), replies);
}

void script_queue::set_otherwise(reply answer) {
    const std::lock_guard lock(mutex_);
    otherwise_ = std::move(answer);
    handler_ = nullptr;
}

void script_queue::set_handler(request_handler handler) {
    const std::lock_guard lock(mutex_);
    handler_ = std::move(handler);
}

std::size_t script_queue::size() const {
    const std::lock_guard lock(mutex_);
    return replies_.size();
}

std::optional<reply> script_queue::take_early(reply_moment moment) {
    const std::lock_guard lock(mutex_);
    if (replies_.empty()) {
        if (handler_ || otherwise_.parts().moment != moment) return std::nullopt;
        return otherwise_;
    }
    if (replies_.front().parts().moment != moment) return std::nullopt;
    reply next = std::move(replies_.front());
    replies_.pop_front();
    return next;
}

reply script_queue::answer(const received_request& request) {
    request_handler handler;
    {
        const std::lock_guard lock(mutex_);
        if (!replies_.empty()) {
            reply next = std::move(replies_.front());
            replies_.pop_front();
            return next;
        }
        if (!handler_) return otherwise_;
        handler = handler_;
    }
    // Without the lock: a handler may use the server and extend the script.
    try {
        return handler(request);
    } catch (const std::exception& failure) {
        return reply{std::string("the test's handler threw: ") + failure.what()}.status(500);
    }
}

}  // namespace dynaco::test
