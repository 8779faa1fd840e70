#pragma once

#include "simulation/crowd.hpp"
#include "simulation/service.hpp"
#include "transport/transport.hpp"

namespace dynaco::simulation {

/// The objects that all parts of a run share. They outlive the other parts.
struct run_context {
    timeline& time;
    logbook& log;
    service& far_end;
    crowd& calls;
    int open_connections = 0;
};

/// A connection without I/O. The service decides what happens to its requests.
class simulated_connection final : public transport::connection {
 public:
    explicit simulated_connection(run_context& run) noexcept : run_(run) { ++run_.open_connections; }
    ~simulated_connection() override;

    transport::awaitable<transport::exchange_result> exchange(std::string_view head, std::string_view body,
                                                              steady_time deadline) override;
    [[nodiscard]] bool used_before() const noexcept override { return used_before_; }
    [[nodiscard]] bool reusable() const noexcept override { return reusable_; }
    [[nodiscard]] bool looks_alive() noexcept override { return !closed_visibly_; }

    /// The service closes the connection. The client may notice this before its next use, or not.
    void die(bool visibly) noexcept { (visibly ? closed_visibly_ : closed_) = true; }

 private:
    void begin(caller& by, const test::sent_request& request);
    transport::exchange_result lose(caller& by, errc why, bool nothing_received);
    transport::exchange_result give(caller& by, const answer& a, fault what);

    run_context& run_;
    bool used_before_ = false;
    bool reusable_ = true;
    bool busy_ = false;
    bool spent_ = false;  // must not be used again, even if the client could use it
    bool closed_ = false;
    bool closed_visibly_ = false;
};

}  // namespace dynaco::simulation
