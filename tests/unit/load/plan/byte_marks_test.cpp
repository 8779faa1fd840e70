#include "load/plan/byte_marks.hpp"

#include <gtest/gtest.h>

namespace byte_marks_test {
namespace {

using dynaco::loading::byte_marks;

TEST(ByteMarks, AreEstimatedBetweenTwoMarks) {
    byte_marks marks;
    EXPECT_TRUE(marks.empty());
    EXPECT_EQ(marks.at(0), 0u);
    marks.note(0, 0);
    EXPECT_EQ(marks.at(0), 0u);
    marks.note(50, 1000);
    marks.note(100, 5000);
    EXPECT_EQ(marks.at(25), 500u);
    EXPECT_EQ(marks.at(50), 1000u);
    EXPECT_EQ(marks.at(75), 3000u);
    EXPECT_EQ(marks.at(100), 5000u);
    EXPECT_EQ(marks.at(101), 5000u);
    EXPECT_EQ(marks.count(), 1u);
}

// What was read, but has not ended, is not done.
TEST(ByteMarks, DoNotGrowWhileNothingEnds) {
    byte_marks marks;
    marks.note(10, 400);
    for (std::uint64_t i = 1; i <= 100; ++i) marks.note(10 + 50 * i, 400 + 1000 * i);
    EXPECT_EQ(marks.at(10), 400u);
    EXPECT_EQ(marks.at(10), 400u);
    EXPECT_EQ(marks.at(35), 900u);
}

TEST(ByteMarks, CountRecordsThatWereSkippedAsDone) {
    byte_marks marks;
    marks.note(10, 400);
    marks.note(10, 900);
    EXPECT_EQ(marks.at(10), 900u);
    marks.note(20, 800);  // an estimate went back
    EXPECT_EQ(marks.at(20), 900u);
}

TEST(ByteMarks, ThinOut) {
    byte_marks marks;
    for (std::uint64_t i = 0; i <= 1'000'000; ++i) marks.note(i, i * 7);
    EXPECT_LE(marks.count(), byte_marks::most);
    EXPECT_EQ(marks.at(0), 0u);
    EXPECT_EQ(marks.at(500'000), 3'500'000u);
    EXPECT_EQ(marks.at(1'000'000), 7'000'000u);
}

TEST(ByteMarks, BeginAgainWithAnotherSource) {
    byte_marks marks;
    marks.note(10, 400);
    marks.clear();
    marks.note(10, 0);
    marks.note(20, 100);
    EXPECT_EQ(marks.at(5), 0u);  // writes of the source before
    EXPECT_EQ(marks.at(15), 50u);
}

}  // namespace
}  // namespace byte_marks_test
