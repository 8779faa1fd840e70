#include "transport/connect/race_state.hpp"

#include <gtest/gtest.h>

namespace dynaco::transport::connect_race_state_test {
namespace {

using action = connect_race_state::action;
using std::chrono::milliseconds;
using time_point = connect_race_state::time_point;

constexpr milliseconds delay(250);
constexpr std::optional<action> nothing{};

std::optional<action> start(std::size_t address) { return action{action::kind::start, address}; }
std::optional<action> win(std::size_t address) { return action{action::kind::win, address}; }
const std::optional<action> fail = action{action::kind::fail};

time_point at(int milliseconds_passed) { return time_point{} + milliseconds(milliseconds_passed); }

TEST(ConnectRaceState, TriesTheNextAddressAfterTheDelay) {
    connect_race_state race(3, delay);
    EXPECT_EQ(race.begin(at(0)), start(0));
    EXPECT_EQ(race.next_start(), at(250));
    EXPECT_EQ(race.passed(at(249)), nothing);
    EXPECT_EQ(race.passed(at(250)), start(1));
    EXPECT_EQ(race.passed(at(499)), nothing);
    EXPECT_EQ(race.passed(at(510)), start(2));
    EXPECT_EQ(race.next_start(), time_point::max()) << "nothing is left to start";
    EXPECT_EQ(race.passed(at(10'000)), nothing);
    EXPECT_FALSE(race.over());
}

TEST(ConnectRaceState, TriesTheNextAddressAtOnceWhenOneFails) {
    connect_race_state race(3, delay);
    EXPECT_EQ(race.begin(at(0)), start(0));
    EXPECT_EQ(race.failed(at(10)), start(1));
    EXPECT_EQ(race.next_start(), at(260)) << "the delay begins anew";
    EXPECT_EQ(race.passed(at(250)), nothing);
    EXPECT_EQ(race.failed(at(255)), start(2));
    EXPECT_FALSE(race.over());
}

TEST(ConnectRaceState, FirstThatConnectsWins) {
    connect_race_state race(3, delay);
    (void)race.begin(at(0));
    (void)race.passed(at(250));
    EXPECT_EQ(race.connected(0), win(0)) << "though the second was started since";
    EXPECT_TRUE(race.over());
    EXPECT_EQ(race.next_start(), time_point::max());
}

TEST(ConnectRaceState, NothingHappensAfterTheEnd) {
    connect_race_state race(3, delay);
    (void)race.begin(at(0));
    (void)race.passed(at(250));
    (void)race.connected(1);
    EXPECT_EQ(race.connected(0), nothing) << "at the same moment";
    EXPECT_EQ(race.failed(at(300)), nothing);
    EXPECT_EQ(race.passed(at(900)), nothing);
}

TEST(ConnectRaceState, FailsOnceAllHaveFailed) {
    connect_race_state race(2, delay);
    (void)race.begin(at(0));
    EXPECT_EQ(race.passed(at(250)), start(1));
    EXPECT_EQ(race.failed(at(300)), nothing) << "the other may still connect";
    EXPECT_FALSE(race.over());
    EXPECT_EQ(race.failed(at(400)), fail);
    EXPECT_TRUE(race.over());
}

TEST(ConnectRaceState, LastOneMayWinAfterAllOthersFailed) {
    connect_race_state race(3, delay);
    (void)race.begin(at(0));
    (void)race.failed(at(1));
    (void)race.failed(at(2));
    EXPECT_EQ(race.connected(2), win(2));
}

TEST(ConnectRaceState, OneAddressIsTriedOnce) {
    connect_race_state race(1, delay);
    EXPECT_EQ(race.begin(at(0)), start(0));
    EXPECT_EQ(race.next_start(), time_point::max());
    EXPECT_EQ(race.failed(at(5)), fail);
}

TEST(ConnectRaceState, NoAddressFails) {
    connect_race_state race(0, delay);
    EXPECT_EQ(race.begin(at(0)), fail);
    EXPECT_TRUE(race.over());
}

}  // namespace
}  // namespace dynaco::transport::connect_race_state_test
