#include "transport/pool/ticket_map.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace dynaco::transport::ticket_map_test {
namespace {

TEST(TicketMap, TicketsLeaveFromTheFrontAndFromElsewhere) {
    ticket_map<int> line;
    EXPECT_TRUE(line.empty());
    EXPECT_FALSE(line.take(1));
    for (int i = 1; i <= 5; ++i) line.add(static_cast<std::uint64_t>(i), 10 * i);
    EXPECT_EQ(line.take(3), 30);
    EXPECT_FALSE(line.take(3));
    EXPECT_FALSE(line.take(9));
    EXPECT_EQ(line.take_first(), (std::pair<std::uint64_t, int>(1, 10)));
    EXPECT_EQ(line.take_first(), (std::pair<std::uint64_t, int>(2, 20)));
    EXPECT_EQ(line.first(), 4U);
    EXPECT_EQ(line.size(), 2U);
    line.clear();
    EXPECT_TRUE(line.empty());
}

// Compared with a std::map, with removals in any order.
TEST(TicketMap, HoldsWhatAMapHolds) {
    std::mt19937 random(7);
    for (const unsigned from_the_front : {0U, 50U, 90U, 100U}) {
        ticket_map<int> line;
        std::map<std::uint64_t, int> expected;
        std::uint64_t next = 1;
        for (int step = 0; step < 20'000; ++step) {
            if (expected.empty() || random() % 100 < 50) {
                line.add(next, static_cast<int>(next));
                expected.emplace(next, static_cast<int>(next));
                ++next;
            } else if (random() % 100 < from_the_front) {
                ASSERT_EQ(line.take_first(), (std::pair<std::uint64_t, int>(*expected.begin())));
                expected.erase(expected.begin());
            } else {
                const std::uint64_t number = 1 + random() % next;
                const auto at = expected.find(number);
                const auto taken = line.take(number);
                ASSERT_EQ(taken.has_value(), at != expected.end()) << number;
                if (taken) expected.erase(at);
            }
            ASSERT_EQ(line.size(), expected.size());
            if (!expected.empty()) {
                ASSERT_EQ(line.first(), expected.begin()->first);
            }
        }
        std::map<std::uint64_t, int> left;
        line.for_each([&](std::uint64_t number, int value) { left.emplace(number, value); });
        EXPECT_EQ(left, expected);
    }
}

}  // namespace
}  // namespace dynaco::transport::ticket_map_test
