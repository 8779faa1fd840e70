#include "support/fault_server/event_log.hpp"

#include <utility>

namespace dynaco::test {

template <class Change>
auto event_log::record(Change change) {
    const std::lock_guard lock(mutex_);
    changed_.notify_all();  // waiting threads continue when the lock is released, so after the change
    return change();
}

template <class Condition>
bool event_log::wait(timeout limit, Condition condition) const {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, limit, condition);
}

std::size_t event_log::accepted() {
    return record([&] {
        open_.insert(++accepted_);
        return accepted_;
    });
}

void event_log::closed(std::size_t connection) {
    record([&] { open_.erase(connection); });
}

std::size_t event_log::received(received_request request) {
    return record([&] {
        request.number = ++received_;
        if (keeps_requests_) requests_.push_back(std::move(request));
        return received_;
    });
}

void event_log::keep_no_requests() {
    record([&] {
        keeps_requests_ = false;
        requests_.clear();
    });
}

void event_log::malformed() {
    record([&] { ++malformed_; });
}

void event_log::stall_began() {
    record([&] { ++stalled_; });
}

void event_log::stall_ended() {
    record([&] { --stalled_; });
}

std::vector<received_request> event_log::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

std::size_t event_log::connections() const {
    const std::lock_guard lock(mutex_);
    return accepted_;
}

std::set<std::size_t> event_log::open_connections() const {
    const std::lock_guard lock(mutex_);
    return open_;
}

std::size_t event_log::malformed_requests() const {
    const std::lock_guard lock(mutex_);
    return malformed_;
}

bool event_log::wait_for_requests(std::size_t count, timeout limit) const {
    return wait(limit, [&] { return received_ >= count; });
}

bool event_log::wait_for_connections(std::size_t count, timeout limit) const {
    return wait(limit, [&] { return accepted_ >= count; });
}

bool event_log::wait_for_open_connections(std::size_t count, timeout limit) const {
    return wait(limit, [&] { return open_.size() == count; });
}

bool event_log::wait_until_closed(std::size_t connection, timeout limit) const {
    return wait(limit, [&] { return accepted_ >= connection && !open_.contains(connection); });
}

bool event_log::wait_for_stalled(std::size_t count, timeout limit) const {
    return wait(limit, [&] { return stalled_ >= count; });
}

}  // namespace dynaco::test
