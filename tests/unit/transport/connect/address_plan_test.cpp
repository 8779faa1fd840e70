#include "transport/connect/address_plan.hpp"

#include "transport/connect/race.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace dynaco::transport::address_plan_test {
namespace {

std::vector<boost::asio::ip::tcp::endpoint> list(std::initializer_list<const char*> addresses) {
    std::vector<boost::asio::ip::tcp::endpoint> out;
    for (const char* each : addresses) out.emplace_back(boost::asio::ip::make_address(each), 443);
    return out;
}

std::string plan(std::initializer_list<const char*> addresses, std::size_t turn = 0) {
    std::string text;
    for (const auto& each : address_plan(list(addresses), turn))
        text += (text.empty() ? "" : " ") + each.address().to_string();
    return text;
}

TEST(AddressPlan, LetsTheFamiliesTakeTurns) {
    EXPECT_EQ(plan({"::1", "::2", "::3", "1.0.0.1", "1.0.0.2"}), "::1 1.0.0.1 ::2 1.0.0.2 ::3");
    EXPECT_EQ(plan({"::1", "1.0.0.1", "1.0.0.2", "1.0.0.3"}), "::1 1.0.0.1 1.0.0.2 1.0.0.3");
}

TEST(AddressPlan, BeginsWithTheFamilyThatTheResolverPrefers) {
    EXPECT_EQ(plan({"1.0.0.1", "1.0.0.2", "::1"}), "1.0.0.1 ::1 1.0.0.2");
    for (std::size_t turn = 0; turn < 5; ++turn)
        EXPECT_TRUE(plan({"1.0.0.1", "1.0.0.2", "::1"}, turn).starts_with("1.")) << turn;
}

TEST(AddressPlan, BeginsWithAnotherAddressEachTurn) {
    EXPECT_EQ(plan({"1.0.0.1", "1.0.0.2", "1.0.0.3"}, 0), "1.0.0.1 1.0.0.2 1.0.0.3");
    EXPECT_EQ(plan({"1.0.0.1", "1.0.0.2", "1.0.0.3"}, 1), "1.0.0.2 1.0.0.3 1.0.0.1");
    EXPECT_EQ(plan({"1.0.0.1", "1.0.0.2", "1.0.0.3"}, 2), "1.0.0.3 1.0.0.1 1.0.0.2");
    EXPECT_EQ(plan({"1.0.0.1", "1.0.0.2", "1.0.0.3"}, 3), "1.0.0.1 1.0.0.2 1.0.0.3");
    EXPECT_EQ(plan({"::1", "::2", "::3", "1.0.0.1", "1.0.0.2"}, 1), "::2 1.0.0.2 ::3 1.0.0.1 ::1");
}

TEST(AddressPlan, LeavesOutRepeatedAddresses) {
    EXPECT_EQ(plan({"1.0.0.1", "1.0.0.1", "::1", "::1", "1.0.0.2"}), "1.0.0.1 ::1 1.0.0.2");
    EXPECT_EQ(plan({"1.0.0.1", "1.0.0.1", "1.0.0.2"}, 1), "1.0.0.2 1.0.0.1") << "before the turn is counted";
}

TEST(AddressPlan, KeepsOneAndNone) {
    EXPECT_EQ(plan({"1.0.0.1"}, 7), "1.0.0.1");
    EXPECT_EQ(plan({}, 7), "");
}

TEST(AddressPlan, KeepsPorts) {
    EXPECT_EQ(text_of(address_plan(list({"1.0.0.1"}), 0).at(0)), "1.0.0.1:443");
    EXPECT_EQ(text_of(address_plan(list({"::1"}), 0).at(0)), "[::1]:443");
}

}  // namespace
}  // namespace dynaco::transport::address_plan_test
