#include "load/bulk/segment_plan.hpp"

#include "load/bulk/export_checkpoint.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace dynaco::loading {
namespace {

using std::chrono::milliseconds;

constexpr time_point start{};

std::string key_of(int number) { return R"({"id":{"S":")" + std::to_string(number) + "\"}}"; }

TEST(SegmentPlan, ReadsEachSegmentOnceInARandomOrder) {
    segment_plan plan({.segments = 100, .seed = 7});
    std::set<std::uint32_t> seen;
    std::vector<std::uint32_t> order;
    while (const auto step = plan.next(start)) {
        EXPECT_TRUE(step->start_key.empty());
        EXPECT_TRUE(seen.insert(step->segment).second);
        order.push_back(step->segment);
    }
    EXPECT_EQ(seen.size(), 100u);
    EXPECT_FALSE(std::is_sorted(order.begin(), order.end()));

    segment_plan same({.segments = 100, .seed = 7});
    EXPECT_EQ(same.next(start)->segment, order.front());
}

TEST(SegmentPlan, ReadsASegmentToItsEndBeforeAnotherOneBegins) {
    segment_plan plan({.segments = 10, .seed = 1});
    const auto first = plan.next(start)->segment;
    EXPECT_EQ(plan.read(first, key_of(1)), (page_place{first, 0}));
    const auto second = plan.next(start);
    EXPECT_EQ(second->segment, first);
    EXPECT_EQ(second->start_key, key_of(1));
    EXPECT_EQ(plan.read(first, {}), (page_place{first, 1}));
    EXPECT_NE(plan.next(start)->segment, first);
}

TEST(SegmentPlan, ASegmentThatWasThrottledRestsWhileOthersAreRead) {
    segment_plan plan({.segments = 2, .seed = 1});
    const auto first = plan.next(start)->segment;
    plan.returned(first, milliseconds(100), start);
    EXPECT_EQ(plan.next(start)->segment, 1 - first);
    EXPECT_EQ(plan.next(start)->not_before, start + milliseconds(100));
    plan.returned(first, milliseconds(100), start);
    EXPECT_EQ(plan.next(start)->not_before, start + milliseconds(200));
    for (int i = 0; i < 20; ++i) {
        plan.returned(first, milliseconds(100), start);
        EXPECT_LE(plan.next(start)->not_before, start + milliseconds(3200));
    }
    plan.read(first, key_of(1));
    plan.next(start);
    plan.returned(first, milliseconds(100), start);
    EXPECT_EQ(plan.next(start)->not_before, start + milliseconds(100));
    EXPECT_FALSE(plan.next(start));
}

TEST(SegmentPlan, WorkersReadDisjointSegmentsAndTogetherAll) {
    for (const std::uint32_t segments : {1u, 2u, 3u, 7u, 64u}) {
        std::set<std::uint32_t> seen;
        for (std::uint32_t worker = 0; worker < 3; ++worker) {
            segment_plan plan({.segments = segments, .worker = worker, .workers = 3, .seed = 3});
            while (const auto step = plan.next(start)) {
                EXPECT_EQ(step->segment % 3, worker);
                EXPECT_TRUE(seen.insert(step->segment).second);
                plan.acknowledge(plan.read(step->segment, {}));
            }
            EXPECT_TRUE(plan.all_read());
            EXPECT_TRUE(plan.all_acknowledged());
        }
        EXPECT_EQ(seen.size(), segments);
    }
}

TEST(SegmentPlan, PagesAreAcknowledgedInAnyOrderButOnlyOnce) {
    segment_plan plan({.segments = 1});
    plan.next(start);
    const page_place a = plan.read(0, key_of(1));
    plan.next(start);
    const page_place b = plan.read(0, key_of(2));
    plan.next(start);
    const page_place c = plan.read(0, {});
    EXPECT_TRUE(plan.all_read());
    EXPECT_TRUE(plan.acknowledge(b));
    EXPECT_TRUE(plan.acknowledged().open.empty());
    EXPECT_FALSE(plan.acknowledge(b));
    EXPECT_TRUE(plan.acknowledge(a));
    EXPECT_EQ(plan.acknowledged().open.at(0), key_of(2));
    EXPECT_FALSE(plan.acknowledge(a));
    EXPECT_FALSE(plan.acknowledge({.segment = 0, .page = 9}));
    EXPECT_FALSE(plan.acknowledge({.segment = 5, .page = 0}));
    EXPECT_FALSE(plan.all_acknowledged());
    EXPECT_TRUE(plan.acknowledge(c));
    EXPECT_TRUE(plan.all_acknowledged());
    EXPECT_FALSE(plan.acknowledge(c));
}

TEST(SegmentPlan, PartsOfAPageAreAcknowledgedLikePages) {
    segment_plan plan({.segments = 1});
    plan.next(start);
    const page_place a = plan.read_part(0, key_of(1));
    const page_place b = plan.read_part(0, key_of(2));
    EXPECT_FALSE(plan.next(start));  // the page was not read to its end
    const page_place c = plan.read(0, key_of(3));
    EXPECT_EQ(plan.next(start)->start_key, key_of(3));
    EXPECT_TRUE(plan.acknowledge(b));
    EXPECT_TRUE(plan.acknowledged().open.empty());
    EXPECT_TRUE(plan.acknowledge(a));
    EXPECT_EQ(plan.acknowledged().open.at(0), key_of(2));
    segment_plan other({.segments = 1});
    EXPECT_TRUE(other.resume(plan.acknowledged()));
    EXPECT_EQ(other.next(start)->start_key, key_of(2));
    EXPECT_TRUE(plan.acknowledge(c));
    EXPECT_EQ(plan.acknowledged().open.at(0), key_of(3));
}

// Pages of a segment are numbers; the key of a page is its number. Reads with failures and out-of-order
// acknowledgement, is dropped, and resumes.
TEST(SegmentPlan, RandomHistoriesLoseAndDoubleNothing) {
    constexpr std::uint32_t segments = 9;
    constexpr int pages = 5;
    for (std::uint32_t seed = 0; seed < 500; ++seed) {
        std::mt19937 random(seed);
        const auto one_in = [&](std::uint32_t n) { return random() % n == 0; };
        const std::uint32_t workers = 1 + seed % 3;
        std::multiset<std::pair<std::uint32_t, int>> stored;
        for (std::uint32_t worker = 0; worker < workers; ++worker) {
            const export_identity identity{
                .table = "t",
                .reads = "r",
                .shape = {.segments = segments, .worker = worker, .workers = workers, .seed = seed}};
            std::string checkpoint;
            for (bool ended = false; !ended;) {
                segment_plan plan(identity.shape);
                if (!checkpoint.empty()) {
                    const auto progress = read_checkpoint(checkpoint, identity);
                    ASSERT_TRUE(progress) << progress.error().text();
                    ASSERT_TRUE(plan.resume(*progress));
                }
                std::vector<std::pair<page_place, int>> waiting;
                while (!plan.all_acknowledged() && !one_in(40)) {
                    if (!waiting.empty() && one_in(2)) {
                        const std::size_t i = random() % waiting.size();
                        stored.insert({waiting[i].first.segment, waiting[i].second});
                        EXPECT_TRUE(plan.acknowledge(waiting[i].first));
                        waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(i));
                        continue;
                    }
                    const auto step = plan.next(start);
                    if (!step) continue;
                    if (one_in(5)) {
                        plan.returned(step->segment, milliseconds(1), start);
                        continue;
                    }
                    int page = 0;
                    if (!step->start_key.empty())
                        page = std::stoi(std::string(step->start_key.substr(12))) + 1;
                    const page_place place =
                        plan.read(step->segment, page == pages - 1 ? std::string() : key_of(page));
                    waiting.emplace_back(place, page);
                }
                ended = plan.all_acknowledged();
                // A sink that stores its pages together with the checkpoint: later pages are forgotten.
                checkpoint = checkpoint_text(identity, plan.acknowledged());
                const auto kept = plan.acknowledged();
                std::erase_if(stored, [&](const auto& each) {
                    if (each.first % workers != worker) return false;
                    const std::uint32_t ordinal = each.first / workers;
                    for (const auto& [first, last] : kept.done)
                        if (ordinal >= first && ordinal <= last) return false;
                    const auto at = kept.open.find(ordinal);
                    return at == kept.open.end() || each.second > std::stoi(at->second.substr(12));
                });
            }
        }
        EXPECT_EQ(stored.size(), std::size_t{segments} * pages) << seed;
        EXPECT_EQ((std::set(stored.begin(), stored.end())).size(), stored.size()) << seed;
    }
}

export_identity identity() {
    return {.table = "id-1", .index = "by \"x\"", .reads = "00ff", .shape = {.segments = 8}};
}

segment_plan::progress progress() {
    segment_plan::progress p;
    p.done = {{0, 2}, {5, 5}};
    p.open.emplace(3, R"({"id":{"S":"a\"b"},"n":{"N":"1"}})");
    return p;
}

TEST(ExportCheckpoint, IsReadAsItWasWritten) {
    const std::string text = checkpoint_text(identity(), progress());
    const auto read = read_checkpoint(text, identity());
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->done, progress().done);
    EXPECT_EQ(read->open, progress().open);
    EXPECT_EQ(text.find('\n'), std::string::npos);
}

TEST(ExportCheckpoint, IsOneLineAlsoIfTheServiceFormatsItsKeys) {
    segment_plan::progress p;
    p.open.emplace(0, "{\n \"id\": {\"S\": \"a\"}\r\n}");
    const std::string text = checkpoint_text(identity(), p);
    EXPECT_EQ(text.find_first_of("\r\n"), std::string::npos);
    EXPECT_TRUE(read_checkpoint(text, identity()));
}

TEST(ExportCheckpoint, OfAnotherExportIsRefusedAndSaysWhatDiffers) {
    const std::string text = checkpoint_text(identity(), progress());
    const auto detail = [&](auto change) {
        export_identity other = identity();
        change(other);
        const auto read = read_checkpoint(text, other);
        EXPECT_FALSE(read);
        EXPECT_EQ(read.error().cause(), errc::invalid_argument);
        return read.error().diagnostics().detail;
    };
    EXPECT_NE(detail([](auto& o) { o.table = "id-2"; }).find("table"), std::string::npos);
    EXPECT_NE(detail([](auto& o) { o.index = ""; }).find("index"), std::string::npos);
    EXPECT_NE(detail([](auto& o) { o.reads = "01"; }).find("filter"), std::string::npos);
    EXPECT_NE(detail([](auto& o) { o.shape.segments = 9; }).find("it has 8, and this export has 9"),
              std::string::npos);
    EXPECT_NE(detail([](auto& o) { o.shape.workers = 2; }).find("workers"), std::string::npos);
    EXPECT_NE(detail([](auto& o) { o.shape.worker = 1; }).find("worker"), std::string::npos);
}

TEST(ExportCheckpoint, AnyDamageIsNoticed) {
    const std::string text = checkpoint_text(identity(), progress());
    for (std::size_t size = 0; size < text.size(); ++size)
        EXPECT_FALSE(read_checkpoint(text.substr(0, size), identity())) << size;
    EXPECT_FALSE(read_checkpoint(text + "x", identity()));
    EXPECT_FALSE(read_checkpoint("{}", identity()));
    std::string later = text;
    later.replace(later.find("\"export\":1"), 10, "\"export\":2");
    EXPECT_NE(read_checkpoint(later, identity()).error().diagnostics().detail.find("version 2"),
              std::string::npos);
}

TEST(ExportCheckpoint, SegmentsThatDoNotExistAreRefused) {
    const auto resumes = [](const segment_plan::progress& from) {
        segment_plan plan({.segments = 4});
        return plan.resume(from);
    };
    segment_plan::progress p;
    EXPECT_TRUE(resumes(p));
    p.done = {{0, 3}};
    EXPECT_TRUE(resumes(p));
    p.done = {{0, 4}};
    EXPECT_FALSE(resumes(p));
    p.done = {{0, 1}, {1, 2}};
    EXPECT_FALSE(resumes(p));
    p.done = {{3, 2}};
    EXPECT_FALSE(resumes(p));
    p.done = {{0, 1}};
    p.open.emplace(1, "{}");
    EXPECT_FALSE(resumes(p));
    p.done = {};
    p.open = {{4, "{}"}};
    EXPECT_FALSE(resumes(p));
}

TEST(ExportCheckpoint, TheFingerprintIsStable) {
    EXPECT_EQ(fingerprint_of(""), "cbf29ce484222325");
    EXPECT_EQ(fingerprint_of("a"), "af63dc4c8601ec8c");
}

}  // namespace
}  // namespace dynaco::loading
