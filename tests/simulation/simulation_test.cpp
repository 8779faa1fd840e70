#include "simulation/simulation.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <numeric>
#include <string>

namespace dynaco::simulation {
namespace {

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

TEST(Simulation, KeepsItsPromisesInRandomSchedules) {
    if (std::getenv("DYNACO_SIMULATION_SEED")) GTEST_SKIP() << "one seed is wanted";
    const auto schedules = number_from("DYNACO_SIMULATION_SCHEDULES", 10'000);
    std::map<std::string_view, std::size_t> tally;
    int failed = 0;
    for (std::uint64_t seed = 1; seed <= schedules && failed < 3; ++seed) {
        simulation s(draw_schedule(seed), false);
        s.run();
        for (const auto& [what, times] : s.log().tally) tally[what] += times;
        if (s.log().violations.empty()) continue;
        ++failed;
        ADD_FAILURE() << "DYNACO_SIMULATION_SEED=" << seed << joined(s.log().violations)
                      << "\nAll that happened:" << trace_of(seed);
    }
    for (const auto& [what, times] : tally) std::cout << times << " × " << what << "\n";
}

TEST(Simulation, OneSeed) {
    if (!std::getenv("DYNACO_SIMULATION_SEED")) GTEST_SKIP() << "set DYNACO_SIMULATION_SEED";
    simulation s(draw_schedule(number_from("DYNACO_SIMULATION_SEED", 0)), true);
    s.run();
    std::cout << joined(s.log().trace) << "\n";
    EXPECT_TRUE(s.log().violations.empty()) << joined(s.log().violations);
}

TEST(Simulation, IsTheSameForTheSameSeed) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) EXPECT_EQ(trace_of(seed), trace_of(seed)) << seed;
}

}  // namespace
}  // namespace dynaco::simulation
