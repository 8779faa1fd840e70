#include "simulation/simulation.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <numeric>
#include <string>

namespace dynaco::simulation::simulation_test {
namespace {

// DYNACO_SIMULATION_SCHEDULES=N runs N schedules. DYNACO_SIMULATION_SEED=S runs only schedule S and prints
// all events.

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
    const char* const text = std::getenv(variable);
    return text && *text ? std::strtoull(text, nullptr, 0) : otherwise;
}

std::string joined(const std::vector<std::string>& lines) {
    return std::accumulate(lines.begin(), lines.end(), std::string(),
                           [](std::string all, const std::string& line) { return all += "\n" + line; });
}

std::string trace_of(std::uint64_t seed) {
    simulation again(draw_schedule(seed), true);
    again.run();
    return joined(again.log().trace);
}

class Simulation : public ::testing::Test {
 protected:
    static constexpr std::uint64_t usual = 10'000;

    void try_schedules(std::uint64_t schedules) {
        constexpr int enough_to_read = 3;
        int failed = 0;
        for (std::uint64_t seed = 1; seed <= schedules && failed < enough_to_read; ++seed) {
            simulation s(draw_schedule(seed), false);
            s.run();
            for (const auto& [what, times] : s.log().tally) tally[what] += times;
            if (s.log().violations.empty()) continue;
            ++failed;
            ADD_FAILURE() << "DYNACO_SIMULATION_SEED=" << seed << joined(s.log().violations)
                          << "\nAll events:" << trace_of(seed);
        }
    }
    static void tell(std::uint64_t seed) {
        simulation s(draw_schedule(seed), true);
        s.run();
        std::cout << joined(s.log().trace) << "\n";
        EXPECT_TRUE(s.log().violations.empty()) << joined(s.log().violations);
    }
    // A situation that no schedule reaches is not tested.
    void expect_reached(const std::string& what, std::size_t times) { EXPECT_GE(tally[what], times) << what; }

    std::map<std::string, std::size_t> tally{};
};

TEST_F(Simulation, PromisesHoldInRandomSchedules) {
    if (std::getenv("DYNACO_SIMULATION_SEED")) return tell(number_from("DYNACO_SIMULATION_SEED", 0));
    const auto schedules = number_from("DYNACO_SIMULATION_SCHEDULES", usual);
    try_schedules(schedules);
    if (HasFailure() || schedules < usual) return;
    for (const std::string_view fault : fault_names) expect_reached(std::string(fault), 500);
    for (const errc cause : {errc::client_closed,
                             errc::resolve_failed,
                             errc::connect_failed,
                             errc::connect_timed_out,
                             errc::tls_failed,
                             errc::pool_timed_out,
                             errc::connection_lost,
                             errc::attempt_timed_out,
                             errc::deadline_exceeded,
                             errc::canceled,
                             errc::outcome_unknown,
                             errc::malformed_reply,
                             errc::checksum_mismatch,
                             errc::missing_credentials,
                             errc::conditional_check_failed,
                             errc::internal_server_error,
                             errc::service_unavailable,
                             errc::throttling,
                             errc::provisioned_throughput_exceeded,
                             errc::replicated_write_conflict,
                             errc::validation_failed})
        expect_reached(make_error_code(cause).message(), 20);
    for (const char* const what :
         {"success", "pause", "attempts exhausted", "stale connection replaced", "several calls waiting",
          "cancelled while sending", "cancelled while not sending", "write applied twice"})
        expect_reached(what, 100);
    expect_reached("retry quota exhausted", 50);
}

TEST_F(Simulation, ASeedAlwaysGivesTheSameRun) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) EXPECT_EQ(trace_of(seed), trace_of(seed)) << seed;
}

}  // namespace
}  // namespace dynaco::simulation::simulation_test
