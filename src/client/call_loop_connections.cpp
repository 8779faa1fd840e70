#include "client/call_loop.hpp"

#include <algorithm>

/// What the loop does with connections beside calls.
namespace dynaco {
namespace {

// More than a year would overflow the clock.
transport::steady_time after(transport::steady_time now, std::chrono::milliseconds time) {
    return now + std::min<std::chrono::milliseconds>(time, std::chrono::hours(24 * 365));
}

}  // namespace

void call_loop::close() noexcept {
    gate_->shut();
    parts_.connections->close();
}

boost::asio::awaitable<bool> call_loop::shutdown(std::chrono::milliseconds patience,
                                                 [[maybe_unused]] std::shared_ptr<const void> keep_alive) {
    // However the wait ends.
    struct guard {
        call_loop& self;
        ~guard() { self.close(); }
    };
    const guard close_on_exit{*this};
    gate_->shut();
    co_await gate_->wait_until_empty(after(std::chrono::steady_clock::now(), patience));
    co_return gate_->empty();
}

boost::asio::awaitable<result<std::size_t>> call_loop::warm_up(
    std::size_t connections, call_options options, [[maybe_unused]] std::shared_ptr<const void> keep_alive) {
    const call_gate::pass pass = gate_->enter();
    if (!pass) co_return failure(errc::client_closed, {.endpoint = *endpoint_url_});
    const auto time = options.deadline.count() > 0 ? options.deadline : limits_.deadline;
    const auto until = std::min(options.until, after(parts_.world->now(), time));
    const auto outcome = co_await parts_.connections->warm_up(parts_.endpoint.origin, connections, until);
    if (outcome) co_return *outcome;
    diagnostics why = outcome.error().diagnostics();
    why.endpoint = *endpoint_url_;
    co_return failure(outcome.error().cause(), std::move(why));
}

client_connections call_loop::connections() const {
    client_connections all;
    for (const auto& [to, counts] : parts_.connections->statistics()) {
        all.total += counts;
        all.endpoints.emplace(url(to), counts);
    }
    return all;
}

}  // namespace dynaco
