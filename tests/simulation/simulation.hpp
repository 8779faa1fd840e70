#pragma once

#include "client/call/loop.hpp"
#include "simulation/rotating_keys.hpp"
#include "simulation/simulated_transport.hpp"

#include <dynaco/client.hpp>

#include <boost/asio/io_context.hpp>

#include <memory>

namespace dynaco::simulation {

/// Runs one schedule with one client and one service: all calls, and then a probe.
class simulation {
 public:
    simulation(const schedule& plan, bool detailed);
    ~simulation();
    simulation(const simulation&) = delete;
    simulation& operator=(const simulation&) = delete;

    void run();
    [[nodiscard]] logbook& log() noexcept { return log_; }

 private:
    caller& add(const call_plan& p);
    void expect(const call_plan& p);
    void begin(caller& c);
    void cancel(caller& c);
    /// Runs all handlers that need no virtual time.
    void settle();
    void run_out();
    void probe();
    void check_quota();

    const schedule plan_;
    chance draws_;
    timeline time_{};
    logbook log_;
    service service_;
    quota_watch quota_{};
    clock_watch clock_;
    boost::asio::io_context io_{1};
    crowd calls_{};
    run_context shared_;
    std::shared_ptr<simulated_transport> transport_;
    std::shared_ptr<rotating_keys> keys_;
    std::shared_ptr<detail::call_loop> loop_;
    std::unique_ptr<client> client_;
};

}  // namespace dynaco::simulation
