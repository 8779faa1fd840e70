#include "load/plan/position_marks.hpp"

#include <gtest/gtest.h>

namespace position_marks_test {
namespace {

using dynaco::loading::position_marks;

TEST(PositionMarks, ReturnsTheLastMarkAtOrBelow) {
    position_marks marks;
    EXPECT_EQ(marks.at(5).position, dynaco::source_position{});
    for (std::uint64_t i = 0; i < 100; i += 10)
        marks.note({.sequence = i, .position = {.record = i, .offset = i * 7}});
    EXPECT_EQ(marks.at(0).sequence, 0u);
    EXPECT_EQ(marks.at(35).sequence, 30u);
    EXPECT_EQ(marks.at(35).position.offset, 210u);
    EXPECT_EQ(marks.at(40).sequence, 40u);
    EXPECT_EQ(marks.at(1000).sequence, 90u);
    EXPECT_EQ(marks.count(), 1u);
}

TEST(PositionMarks, ThinsOutIfTheMarkStaysLow) {
    position_marks marks;
    for (std::uint64_t i = 0; i < 1'000'000; ++i) marks.note({.sequence = i, .position = {.record = i}});
    EXPECT_LE(marks.count(), position_marks::most);
    EXPECT_EQ(marks.at(0).sequence, 0u);
    const auto later = marks.at(500'000);
    EXPECT_LE(later.sequence, 500'000u);
    EXPECT_GT(later.sequence, 495'000u);
    EXPECT_EQ(later.position.record, later.sequence);
}

TEST(PositionMarks, IsExactAgainAfterwards) {
    position_marks marks;
    std::uint64_t next = 0;
    for (; next < 100'000; ++next) marks.note({.sequence = next});
    for (; next < 200'000; ++next) {
        marks.note({.sequence = next});
        marks.at(next);
    }
    EXPECT_EQ(marks.at(next - 1).sequence, next - 1);
}

}  // namespace
}  // namespace position_marks_test
