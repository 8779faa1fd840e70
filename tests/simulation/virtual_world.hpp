#pragma once

#include "simulation/simulated_connection.hpp"
#include "transport/effects.hpp"

#include <boost/asio/this_coro.hpp>

#include <cstdint>

namespace dynaco::simulation {

/// The client's clocks and random numbers in a run. Sleeps end in virtual time.
class virtual_world final : public detail::effects {
 public:
    virtual_world(run_context& run, const schedule& plan, chance draws)
        : run_(run), plan_(plan), draws_(draws) {}

    steady_time now() override { return run_.time.now(); }
    std::chrono::sys_time<milliseconds> wall_clock() override {
        const bool right = plan_.sky.clock_set_right && run_.time.elapsed() >= *plan_.sky.clock_set_right;
        const auto error = right ? std::chrono::seconds(0) : plan_.sky.clock_error;
        return service::birthday + run_.time.elapsed() + error;
    }
    boost::asio::awaitable<void> sleep(milliseconds time) override {
        const auto executor = co_await boost::asio::this_coro::executor;
        if (caller* const who = run_.calls.find(executor)) who->watch.pauses(time);
        const bool done = co_await run_.time.wait_until(run_.time.now() + time);
        (void)done;
    }
    std::uint64_t random() override { return draws_.next(); }

 private:
    run_context& run_;
    const schedule& plan_;
    chance draws_;
};

}  // namespace dynaco::simulation
