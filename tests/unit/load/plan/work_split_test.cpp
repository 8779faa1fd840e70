#include "load/plan/work_split.hpp"

#include <dynaco/load/report.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace work_split_test {
namespace {

using namespace dynaco::loading;
using dynaco::errc;
using dynaco::load_report;

TEST(WorkSplit, ReadsWorkers) {
    EXPECT_EQ(*worker_of("2/5"), (worker_share{.index = 1, .count = 5}));
    EXPECT_EQ(*worker_of("1/1"), (worker_share{}));
    for (const char* text :
         {"", "1", "/", "0/3", "4/3", "1/0", "-1/3", "1/3x", " 1/3", "1/4294967296", "a/b"}) {
        const auto worker = worker_of(text);
        ASSERT_FALSE(worker) << text;
        EXPECT_EQ(worker.error().cause(), errc::invalid_argument);
    }
}

TEST(WorkSplit, DividesFilesByBytesWithoutGaps) {
    const std::vector<std::uint64_t> sizes{100, 0, 7, 1'000'003, 1, 50};
    for (const std::uint32_t count : {1u, 2u, 3u, 7u, 1000u}) {
        std::vector<std::uint64_t> next(sizes.size());
        std::uint64_t least = ~std::uint64_t{0};
        std::uint64_t most = 0;
        for (std::uint32_t i = 0; i < count; ++i) {
            std::uint64_t bytes = 0;
            for (const file_part& part : parts_of(sizes, {i, count})) {
                EXPECT_EQ(part.begin, next[part.file]);
                EXPECT_LT(part.begin, part.end);
                next[part.file] = part.end;
                bytes += part.end - part.begin;
            }
            least = std::min(least, bytes);
            most = std::max(most, bytes);
        }
        EXPECT_EQ(next, sizes);
        EXPECT_LE(most - least, 1u);
    }
}

TEST(WorkSplit, DividesHugeFiles) {
    const std::vector<std::uint64_t> sizes{std::uint64_t{1} << 62};
    EXPECT_EQ(parts_of(sizes, {2, 4}),
              (std::vector<file_part>{{0, std::uint64_t{1} << 61, std::uint64_t{3} << 60}}));
}

TEST(WorkSplit, DealsWholeFilesEvenly) {
    const std::vector<std::uint64_t> sizes{10, 90, 40, 50, 0, 0, 0, 30, 80};
    std::set<std::uint32_t> all;
    std::vector<std::uint64_t> bytes(3);
    for (std::uint32_t i = 0; i < 3; ++i)
        for (const std::uint32_t file : files_of(sizes, {i, 3})) {
            EXPECT_TRUE(all.insert(file).second);
            bytes[i] += sizes[file];
        }
    EXPECT_EQ(all.size(), sizes.size());
    EXPECT_EQ(*std::ranges::max_element(bytes), 110u);
    EXPECT_EQ(files_of(std::vector<std::uint64_t>(6), {1, 3}).size(), 2u) << "empty files are dealt too";
}

TEST(WorkSplit, DealsSegments) {
    std::set<std::uint32_t> all;
    for (std::uint32_t i = 0; i < 3; ++i)
        for (const std::uint32_t segment : segments_of(10, {i, 3})) EXPECT_TRUE(all.insert(segment).second);
    EXPECT_EQ(all.size(), 10u);
    EXPECT_EQ(*all.rbegin(), 9u);
    EXPECT_TRUE(segments_of(2, {2, 3}).empty());
}

TEST(WorkSplit, SharesTheCapExactly) {
    for (const std::uint64_t cap : {3u, 10u, 2000u, 4'000'000'000u}) {
        std::uint64_t sum = 0;
        for (std::uint32_t i = 0; i < 3; ++i) {
            EXPECT_GE(*share_of_cap(cap, {i, 3}), cap / 3);
            sum += *share_of_cap(cap, {i, 3});
        }
        EXPECT_EQ(sum, cap);
    }
    EXPECT_EQ(share_of_cap(2, {0, 3}).error().cause(), errc::invalid_argument);
}

TEST(MergedReport, AddsWorkers) {
    load_report one;
    one.accepted = 10;
    one.written = 7;
    one.superseded = 3;
    one.write_units = 1.5;
    one.elapsed = std::chrono::seconds(5);
    one.throttled_by = {{.table = "t", .index = "i", .times = 2}};
    load_report two = one;
    two.elapsed = std::chrono::seconds(9);
    two.throttled_by.push_back({.table = "t", .times = 1});
    two.stopped = dynaco::failure(errc::access_denied, {});
    const std::vector<load_report> both{one, two};
    const load_report all = merge_reports(both);
    EXPECT_EQ(all.accepted, 20u);
    EXPECT_EQ(all.written, 14u);
    EXPECT_EQ(all.write_units, 3);
    EXPECT_EQ(all.elapsed, std::chrono::seconds(9));
    ASSERT_EQ(all.throttled_by.size(), 2u);
    EXPECT_EQ(all.throttled_by[0].times, 4u);
    ASSERT_TRUE(all.stopped);
    EXPECT_EQ(all.stopped->cause(), errc::access_denied);
    EXPECT_FALSE(all.complete());
}

}  // namespace
}  // namespace work_split_test
