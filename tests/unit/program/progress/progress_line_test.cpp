#include "program/progress/progress_line.hpp"

#include "program/show/text_width.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace dynaco::program::progress_line_test {
namespace {

work_progress busy_load() {
    work_progress work;
    work.items = 1'234'567;
    work.items_per_second = 12'345;
    work.units = 1'240'000;
    work.units_per_second = 9'876;
    work.requests = 49'400;
    work.in_flight = 64;
    work.throttled = 12;
    work.throttled_by = {{.table = "orders", .index = "by-date", .times = 12}};
    work.rejected = 3;
    work.bytes = 425;
    work.total_bytes = 1000;
    work.elapsed = std::chrono::milliseconds(100'000);
    return work;
}

TEST(ProgressLine, HasAllPartsIfThereIsRoom) {
    EXPECT_EQ(progress_line(busy_load(), {.width = 120}),
              "1,234,567 items  42 %  12.3 k/s  9.9 k WCU/s  2 m 15 s left  3 rejected  throttled by index "
              "by-date");
    EXPECT_EQ(progress_line(busy_load(), {.width = 0}), progress_line(busy_load(), {.width = 200}));
}

TEST(ProgressLine, At80Columns) {
    EXPECT_EQ(progress_line(busy_load(), {.width = 80}),
              "1,234,567 items  42 %  12.3 k/s  2 m 15 s left  3 rejected  throttled by by-date");
}

TEST(ProgressLine, At40Columns) {
    EXPECT_EQ(progress_line(busy_load(), {.width = 40}), "1,234,567  42 %  2 m 15 s  3 rejected");
}

TEST(ProgressLine, QuietLoadAt40Columns) {
    work_progress work = busy_load();
    work.rejected = 0;
    work.throttled = 0;
    EXPECT_EQ(progress_line(work, {.width = 40}), "1,234,567  42 %  12.3 k/s  2 m 15 s left");
}

TEST(ProgressLine, LeavesOutInAFixedOrder) {
    const char* const expected[] = {
        "1,234,567 items  42 %  12.3 k/s  9.9 k WCU/s  2 m 15 s left  3 rejected  throttled by by-date",
        "1,234,567 items  42 %  12.3 k/s  2 m 15 s left  3 rejected  throttled by by-date",
        "1,234,567 items  42 %  12.3 k/s  2 m 15 s left  3 rejected  throttled",
        "1,234,567  42 %  12.3 k/s  2 m 15 s left  3 rejected  throttled",
        "1,234,567  42 %  2 m 15 s left  3 rejected  throttled",
        "1,234,567  42 %  2 m 15 s  3 rejected  throttled",
        "1,234,567  42 %  2 m 15 s  3 rejected",
        "1,234,567  42 %  3 rejected",
        "1,234,567  3 rejected",
    };
    for (const std::string each : expected)
        EXPECT_EQ(progress_line(busy_load(), {.width = each.size()}), each);
    EXPECT_EQ(progress_line(busy_load(), {.width = 20}), "1,234,567  3 reject…");
}

TEST(ProgressLine, ShowsOnlyWhatIsKnown) {
    EXPECT_EQ(progress_line({}, {.width = 80}), "0 items  0/s");
    EXPECT_EQ(progress_line({.items = 1, .reads = true, .units = 5, .units_per_second = 2, .throttled = 1},
                            {.width = 80}),
              "1 item  0/s  2 RCU/s  throttled");
}

work_progress filtered() {
    work_progress work;
    work.items = 12;
    work.read = 1'234;
    work.items_per_second = 400;
    work.reads = true;
    work.total_items = 10'000;
    work.elapsed = std::chrono::milliseconds(2'000);
    return work;
}

TEST(ProgressLine, OfAFilterNamesBothCounts) {
    EXPECT_EQ(progress_line(filtered(), {.width = 80}),
              "12 matched of 1,234 read  12 %  400 read/s  14 s left");
    EXPECT_EQ(progress_line(filtered(), {.width = 40}), "12 of 1,234 read  12 %  14 s left");
    EXPECT_EQ(summary_line(filtered(), {.width = 0}), "12 items of 1,234 items read in 2.0 s, 400 read/s");
    EXPECT_EQ(
        progress_json(filtered(), "count").substr(0, 101),
        R"({"command":"count","event":"progress","elapsed_s":2.0,"items":12,"items_read":1234,"items_read_per_s")");
}

work_progress outage() {
    work_progress work = busy_load();
    work.rejected = 0;
    work.repeated = 7;
    work.retry_reason = "no connection";
    work.retrying_for = std::chrono::milliseconds(12'000);
    work.outage = std::chrono::milliseconds(14'000);
    return work;
}

TEST(ProgressLine, OfAnOutageSaysWhySinceWhen) {
    EXPECT_EQ(progress_line(outage(), {.width = 80}),
              "1,234,567 items  42 %  retrying for 12 s: no connection");
    EXPECT_EQ(progress_line(outage(), {.width = 40}), "1,234,567  retrying 12 s: no connection");
    EXPECT_EQ(progress_line(outage(), {.width = 30}), "1,234,567  retrying 12 s");
    work_progress short_one = outage();
    short_one.throttled = 0;
    short_one.retrying_for = std::chrono::milliseconds(900);
    EXPECT_EQ(progress_line(short_one, {.width = 40}), "1,234,567  42 %  12.3 k/s  1 m 56 s left");
}

TEST(ProgressJson, OfAnOutage) {
    const std::string text = progress_json(outage(), "import");
    EXPECT_NE(
        text.find(
            R"("repeated":7,"retrying":"no connection","retrying_s":12.0,"outage_s":14.0,"rejected":0)"),
        std::string::npos)
        << text;
}

TEST(ProgressLine, ColoursTakeNoWidth) {
    const std::string line = progress_line(busy_load(), {.width = 80, .colours = true});
    EXPECT_EQ(line,
              "\033[1m1,234,567 items\033[0m  42 %  12.3 k/s  2 m 15 s left  \033[31m3 rejected\033[0m  "
              "\033[33mthrottled by by-date\033[0m");
}

TEST(ProgressLine, NamesOfIndexesCannotChangeTheTerminal) {
    work_progress work = busy_load();
    work.throttled_by[0].index = "\033[2J";
    EXPECT_FALSE(is_unsafe(progress_line(work, {.width = 0})));
}

TEST(SummaryLine, HasTheTotals) {
    work_progress work = busy_load();
    EXPECT_EQ(summary_line(work, {.width = 0}),
              "1,234,567 items in 1 m 40 s, 12.3 k/s, 1,240,000 WCU, 12 requests throttled by index by-date, "
              "3 rejected");
    EXPECT_EQ(summary_line({.elapsed = std::chrono::milliseconds(300)}, {.width = 80}), "0 items in 0.3 s");
    EXPECT_EQ(text_width(summary_line(work, {.width = 40})), 40U);
}

TEST(SummaryLine, SaysWhatIsOfThisRunAndWhatOfAll) {
    work_progress work = busy_load();
    work.items_before = work.items - 1'234;
    work.throttled = 0;
    EXPECT_EQ(
        summary_line(work, {.width = 0}),
        "1,234 items in 1 m 40 s, 12.3 k/s; with earlier runs 1,234,567 items, 1,240,000 WCU, 3 rejected");
    work_progress some = filtered();
    some.items_before = 10;
    EXPECT_EQ(summary_line(some, {.width = 0}),
              "2 items in 2.0 s, 400 read/s; with earlier runs 12 items of 1,234 items read");
}

TEST(ProgressJson, IsOneObject) {
    EXPECT_EQ(
        progress_json(busy_load(), "import"),
        R"({"command":"import","event":"progress","elapsed_s":100.0,"items":1234567,"items_per_s":12345.0,)"
        R"("wcu":1240000.0,"wcu_per_s":9876.0,"requests":49400,"in_flight":64,"throttled":12,)"
        R"("throttled_by":[{"table":"orders","index":"by-date","times":12}],"rejected":3,"bytes":425,)"
        R"("total_bytes":1000,"percent":42.5,"left_s":135.3})");
    EXPECT_EQ(progress_json({.reads = true}, "export", progress_event::ended),
              R"({"command":"export","event":"end","elapsed_s":0.0,"items":0,"items_per_s":0.0,"rcu":0.0,)"
              R"("rcu_per_s":0.0,"requests":0,"in_flight":0,"throttled":0,"rejected":0})");
}

}  // namespace
}  // namespace dynaco::program::progress_line_test
