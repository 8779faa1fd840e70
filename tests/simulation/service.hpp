#pragma once

#include "simulation/answer.hpp"
#include "simulation/chance.hpp"
#include "simulation/key_ring.hpp"
#include "simulation/logbook.hpp"
#include "simulation/schedule.hpp"
#include "simulation/watch/signature_check.hpp"
#include "support/scripted_transport.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace dynaco::simulation {

/// The simulated service: a small table of keys. It records how often the write of each call was applied.
class service {
 public:
    /// The service's clock when the timeline starts.
    static constexpr std::chrono::sys_seconds birthday{std::chrono::seconds(1'767'225'600)};  // 2026-01-01

    service(const timeline& time, logbook& log, const schedule& plan, chance draws);

    /// Draws the fault of the next request.
    [[nodiscard]] fault draw();
    /// Draws the network time of the next request and its response together.
    [[nodiscard]] milliseconds draw_time();
    /// Executes a request that has arrived. It is called once for each request.
    answer handle(const call_plan& call, const test::sent_request& request, fault what);
    /// From now on there are no faults.
    void heal() noexcept { healthy_ = true; }

    /// How often the write of a call was applied.
    [[nodiscard]] int applied(int call) const { return applied_.at(static_cast<std::size_t>(call)); }
    [[nodiscard]] std::chrono::sys_seconds clock() const;
    /// The difference between the date of a request and `clock()`.
    [[nodiscard]] std::chrono::seconds date_off(const test::sent_request& request) const;
    [[nodiscard]] const key_ring& keys() const noexcept { return keys_; }

 private:
    void act(const call_plan& call, answer& a);
    answer respond(const call_plan& call, fault what);
    static answer error(int status, const std::string& code, sense meaning);
    static answer page(int status, sense meaning, bool ambiguous);

    const timeline& time_;
    logbook& log_;
    const schedule& plan_;
    chance draws_;
    bool healthy_ = false;
    key_ring keys_{};
    signature_check signatures_{};
    std::map<std::string, int> items_{};  // key → the last call that wrote it
    std::set<int> transactions_{};        // tokens that were applied
    std::vector<int> applied_{};
};

}  // namespace dynaco::simulation
