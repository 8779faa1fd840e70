#include "identity/machine/refreshed_tokens.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace dynaco::identity::refreshed_tokens_test {
namespace {

TEST(RefreshedTokens, StandForTheTextTheyWereMadeOf) {
    refreshed_tokens tokens;
    EXPECT_EQ(tokens.current("/a", "old"), "old");
    tokens.keep("/a", "old", "new");
    EXPECT_EQ(tokens.current("/a", "old"), "new");
    EXPECT_EQ(tokens.current("/b", "old"), "old");
    EXPECT_EQ(tokens.current("/a", "of a new login"), "of a new login");
    tokens.keep("/a", "old", "newer");
    EXPECT_EQ(tokens.current("/a", "old"), "newer");
}

TEST(RefreshedTokens, KnowWhenTheyWereTried) {
    const transport::steady_time then{std::chrono::hours(1)};
    refreshed_tokens tokens;
    EXPECT_FALSE(tokens.tried("/a"));
    tokens.set_tried("/a", then);
    EXPECT_EQ(tokens.tried("/a"), then);
    EXPECT_FALSE(tokens.tried("/b"));
    EXPECT_EQ(tokens.current("/a", ""), "");
}

}  // namespace
}  // namespace dynaco::identity::refreshed_tokens_test
