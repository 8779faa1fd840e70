#pragma once

#include "support/journal.hpp"
#include "transport/effects.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace dynaco::test {

/// A virtual clock and seeded random numbers. Sleeping advances the clock and takes no real time. Not
/// thread-safe.
class fake_effects : public detail::effects {
 public:
    static constexpr std::chrono::sys_seconds birthday{std::chrono::seconds(1'767'225'600)};  // 2026-01-01

    explicit fake_effects(std::uint64_t seed = 1) : generator_(seed) {}

    transport::steady_time now() override { return start_ + passed_; }
    std::chrono::sys_time<std::chrono::milliseconds> wall_clock() override {
        return birthday + clock_error + std::chrono::floor<std::chrono::milliseconds>(passed_);
    }
    boost::asio::awaitable<void> sleep(std::chrono::milliseconds time) override {
        namespace asio = boost::asio;
        sleeps.push_back(time);
        record(recorded, "sleep " + std::to_string(time.count()) + " ms");
        if (on_sleep) on_sleep();
        passed_ += time;
        // Suspends as a real sleep does, so that a cancellation in the meantime takes effect here.
        const auto executor = co_await asio::this_coro::executor;
        co_await asio::post(executor, asio::use_awaitable);
    }
    boost::asio::awaitable<void> sleep_beside(std::chrono::milliseconds time) override {
        namespace asio = boost::asio;
        asio::steady_timer bell(co_await asio::this_coro::executor, transport::steady_time::max());
        ++alarms_set;
        const auto at = alarms_.emplace(now() + time, &bell);
        boost::system::error_code ignored;
        // Also removes the alarm if the coroutine is destroyed while it sleeps.
        struct removal {
            fake_effects& self;
            decltype(at) which;
            ~removal() { self.alarms_.erase(which); }
        } const on_exit{*this, at};
        co_await bell.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    std::uint64_t random() override { return fixed_random ? fixed_random : generator_(); }

    /// Advances the clock, and ends each `sleep_beside` whose time is over.
    void advance(std::chrono::nanoseconds time) {
        passed_ += time;
        for (const auto& [at, bell] : alarms_)
            if (at <= now()) bell->expires_at(transport::steady_time::min());
    }
    /// Whether a coroutine is in `sleep_beside`.
    [[nodiscard]] bool has_alarm() const noexcept { return !alarms_.empty(); }
    /// Advances the clock to the end of the first `sleep_beside` that ends.
    void advance_to_alarm() { advance(alarms_.begin()->first - now()); }
    /// From now on, jitter is one half.
    void halve_jitter() { fixed_random = 1ULL << 63; }

    std::vector<std::chrono::milliseconds> sleeps{};  ///< All pauses so far.
    std::function<void()> on_sleep{};                 ///< Called at the start of each pause.
    std::shared_ptr<journal> recorded{};              ///< If set, pauses are written to it.
    std::chrono::milliseconds clock_error{0};         ///< The wall clock is ahead by this.
    int alarms_set = 0;                               ///< Calls of `sleep_beside` so far.
    std::uint64_t fixed_random = 0;                   ///< If not zero, `random` returns this.

 private:
    std::mt19937_64 generator_;
    transport::steady_time start_{std::chrono::hours(1)};
    std::chrono::nanoseconds passed_{0};
    std::multimap<transport::steady_time, boost::asio::steady_timer*> alarms_{};
};

}  // namespace dynaco::test
