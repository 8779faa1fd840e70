#include "transport/effects.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <set>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace dynaco::effects_test {
namespace {

TEST(RealEffects, ThreadsDrawDifferentNumbers) {
    const auto world = detail::real_effects();
    std::array<std::vector<std::uint64_t>, 4> drawn;
    std::vector<std::thread> threads;
    for (auto& numbers : drawn)
        threads.emplace_back([&] {
            for (int i = 0; i < 1000; ++i) numbers.push_back(world->random());
        });
    for (std::thread& each : threads) each.join();
    std::set<std::uint64_t> all;
    for (const auto& numbers : drawn) all.insert(numbers.begin(), numbers.end());
    EXPECT_EQ(all.size(), 4000u);
}

TEST(RealEffects, AForkedProcessDrawsOtherNumbersThanItsParent) {
    const auto world = detail::real_effects();
    (void)world->random();  // so that there is a generator to copy
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    const pid_t child = fork();
    ASSERT_NE(child, -1);
    if (child == 0) {
        const std::uint64_t number = world->random();
        _exit(write(ends[1], &number, sizeof number) == sizeof number ? 0 : 1);
    }
    int status = 1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_EQ(status, 0);
    std::uint64_t childs = 0;
    ASSERT_EQ(read(ends[0], &childs, sizeof childs), static_cast<ssize_t>(sizeof childs));
    EXPECT_NE(world->random(), childs);
    close(ends[0]);
    close(ends[1]);
}

}  // namespace
}  // namespace dynaco::effects_test
