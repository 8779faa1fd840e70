#pragma once

#include "support/fake_effects.hpp"
#include "transport/effects.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <map>
#include <random>

namespace dynaco::test {

/// A virtual clock for concurrent calls. If no call can run, it jumps to the end of the earliest sleep. For
/// one thread.
class timeline final : public detail::effects {
 public:
    explicit timeline(boost::asio::io_context& io) : io_(io) {}

    transport::steady_time now() override { return start_ + passed_; }
    std::chrono::sys_time<std::chrono::milliseconds> wall_clock() override {
        return fake_effects::birthday + std::chrono::floor<std::chrono::milliseconds>(passed_);
    }
    boost::asio::awaitable<void> sleep(std::chrono::milliseconds time) override {
        namespace asio = boost::asio;
        asio::steady_timer timer(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
        const sleeper self(*this, passed_ + time, timer);
        boost::system::error_code ignored;
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    std::uint64_t random() override { return generator_(); }

    /// Runs until no call sleeps any more.
    void run() {
        for (;;) {
            io_.restart();
            io_.poll();
            if (sleepers_.empty()) return;
            const auto next = sleepers_.begin();
            passed_ = std::max(passed_, next->first);
            // Not again before the sleep has ended and is destroyed.
            boost::asio::steady_timer* const timer = next->second;
            timer->cancel();
            io_.restart();
            io_.poll();
        }
    }

 private:
    using sleepers = std::multimap<std::chrono::nanoseconds, boost::asio::steady_timer*>;

    class sleeper {
     public:
        sleeper(timeline& of, std::chrono::nanoseconds until, boost::asio::steady_timer& timer)
            : of_(of), self_(of.sleepers_.emplace(until, &timer)) {}
        sleeper(const sleeper&) = delete;
        sleeper& operator=(const sleeper&) = delete;
        ~sleeper() { of_.sleepers_.erase(self_); }

     private:
        timeline& of_;
        sleepers::iterator self_;
    };

    boost::asio::io_context& io_;
    std::mt19937_64 generator_{7};
    transport::steady_time start_{std::chrono::hours(1)};
    std::chrono::nanoseconds passed_{0};
    sleepers sleepers_{};
};

}  // namespace dynaco::test
