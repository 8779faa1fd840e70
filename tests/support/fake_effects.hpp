#pragma once

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
#include <random>
#include <vector>

namespace dynaco::test {

/// A virtual clock and seeded chance. Sleeping moves the clock and takes no time. For one thread.
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
        if (on_sleep) on_sleep();
        passed_ += time;
        // A suspension as the real one is: what was cancelled meanwhile is seen here.
        const auto executor = co_await asio::this_coro::executor;
        co_await asio::post(executor, asio::use_awaitable);
    }
    boost::asio::awaitable<void> sleep_beside(std::chrono::milliseconds time) override {
        namespace asio = boost::asio;
        asio::steady_timer bell(co_await asio::this_coro::executor, transport::steady_time::max());
        ++alarms_set;
        const auto at = alarms_.emplace(now() + time, &bell);
        boost::system::error_code ignored;
        // Also when this is destroyed asleep.
        struct removal {
            fake_effects& self;
            decltype(at) which;
            ~removal() { self.alarms_.erase(which); }
        } const on_exit{*this, at};
        co_await bell.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    std::uint64_t random() override { return fixed_random ? fixed_random : generator_(); }

    /// Wakes those who sleep beside other work, when their time has come.
    void advance(std::chrono::nanoseconds time) {
        passed_ += time;
        for (const auto& [at, bell] : alarms_)
            if (at <= now()) bell->expires_at(transport::steady_time::min());
    }
    /// Whether somebody sleeps beside other work.
    [[nodiscard]] bool has_alarm() const noexcept { return !alarms_.empty(); }
    /// To the end of the shortest such sleep.
    void advance_to_alarm() { advance(alarms_.begin()->first - now()); }
    /// From now on, jitter is one half.
    void halve_jitter() { fixed_random = 1ULL << 63; }

    std::vector<std::chrono::milliseconds> sleeps{};  ///< All pauses so far.
    std::function<void()> on_sleep{};                 ///< Called when one begins.
    std::chrono::milliseconds clock_error{0};         ///< By how much the clock of the day is ahead.
    int alarms_set = 0;                               ///< Sleeps beside other work so far.
    std::uint64_t fixed_random = 0;                   ///< Not zero: what `random` gives.

 private:
    std::mt19937_64 generator_;
    transport::steady_time start_{std::chrono::hours(1)};
    std::chrono::nanoseconds passed_{0};
    std::multimap<transport::steady_time, boost::asio::steady_timer*> alarms_{};
};

}  // namespace dynaco::test
