#include "unit/table/pages.hpp"

#include <algorithm>
#include <set>

/// One iterator over all segments of a table.
namespace dynaco::test::parallel_scan_test {
namespace {

using attempt = scripted_attempt;

using positions = std::vector<paging::position>;

struct ParallelScan : Pages {
    [[nodiscard]] paging::read_scope scope(std::uint32_t segments) const {
        return {.operation = "Scan", .table = "accounts", .segments = segments};
    }
    [[nodiscard]] std::size_t sent_with(std::string_view text) const {
        return static_cast<std::size_t>(std::ranges::count_if(bench.wire->sent, [text](const auto& each) {
            return each.body.find(text) != std::string::npos;
        }));
    }
    [[nodiscard]] positions places(const item_iterator<account>& scan) const {
        return paging::read_resume_token(scan.resume_token(), scope(2), 2).value();
    }
    std::multiset<std::string> all(item_iterator<account>& scan) {
        std::multiset<std::string> ids;
        for (std::string id = next(scan); !id.empty(); id = next(scan)) ids.insert(id);
        return ids;
    }
};

struct quantities {
    int quantity = 0;
};

using ids = std::multiset<std::string>;

TEST_F(ParallelScan, AsksAllSegmentsAtOnceAndGivesEverythingOnce) {
    script({attempt::answer(page(1, 2, true)), attempt::answer(page(3, 4, false)),
            attempt::answer(page(5, 6, false)), attempt::answer(page(7, 8, false))});
    auto scan = accounts.parallel_scan({.segments = 3, .page_size = 2});
    EXPECT_EQ(sent(), 0u);
    EXPECT_EQ(all(scan), (ids{"1", "2", "3", "4", "5", "6", "7", "8"}));
    EXPECT_EQ(body(0), R"({"TableName":"accounts","Segment":0,"TotalSegments":3,"Limit":2})");
    EXPECT_EQ(body(1), R"({"TableName":"accounts","Segment":1,"TotalSegments":3,"Limit":2})");
    EXPECT_EQ(body(2), R"({"TableName":"accounts","Segment":2,"TotalSegments":3,"Limit":2})");
    EXPECT_EQ(
        body(3),
        R"({"TableName":"accounts","Segment":0,"TotalSegments":3,"ExclusiveStartKey":{"id":{"S":"2"}},"Limit":2})");
    EXPECT_EQ(scan.scanned_count(), 8u);
    EXPECT_EQ(scan.resume_token(), "");
    EXPECT_TRUE(runs_dry(bench.io));
}

TEST_F(ParallelScan, KeepsOnePageOfEachSegmentAtMost) {
    script({attempt::answer(page(1, 1, true)), attempt::answer(page(2, 2, true)),
            attempt::answer(page(3, 3, true)), attempt::answer(page(4, 4, true))});
    auto scan = accounts.parallel_scan({.segments = 2});
    EXPECT_FALSE(next(scan).empty());
    settle();
    EXPECT_EQ(sent(), 3u) << "a page of each segment, and the one after the page that was given";
    EXPECT_FALSE(next(scan).empty());
    settle();
    EXPECT_EQ(sent(), 4u);
}

TEST_F(ParallelScan, ASlowSegmentHoldsNobodyUp) {
    script({attempt::answer(page(1, 1, false)).hanging_exchange(), attempt::answer(page(2, 2, true)),
            attempt::answer(page(3, 3, false))});
    auto scan = accounts.parallel_scan({.segments = 2});
    EXPECT_EQ(next(scan), "2");
    EXPECT_EQ(next(scan), "3");
    const auto last = start_cancellable(bench.io.get_executor(), scan.next());
    settle();
    EXPECT_FALSE(last->done);
    last->cancel();
    EXPECT_TRUE(runs_dry(bench.io));
    script({attempt::answer(page(1, 1, false))});
    EXPECT_EQ(next(scan), "1");
    EXPECT_EQ(next(scan), "");
}

TEST_F(ParallelScan, AFailedSegmentCanBeAskedForAgain) {
    script({attempt::answer(page(1, 1, false)), refusal(), attempt::answer(page(3, 3, false)),
            attempt::answer(page(2, 2, false))});
    auto scan = accounts.parallel_scan({.segments = 3});
    ids got;
    int failures = 0;
    for (int calls = 0; calls < 10 && got.size() < 3; ++calls) {
        try {
            got.insert(next(scan));
        } catch (const error& e) {
            EXPECT_EQ(e.cause(), errc::validation_failed);
            ++failures;
        }
    }
    EXPECT_EQ(failures, 1);
    EXPECT_EQ(got, (ids{"1", "2", "3"}));
    EXPECT_EQ(body(1), body(3));
    EXPECT_EQ(next(scan), "");
}

TEST_F(ParallelScan, CollectKeepsWhatItHasWhenASegmentFails) {
    script({attempt::answer(page(1, 1, false)), attempt::answer(page(2, 3, false)), refusal(),
            attempt::answer(page(4, 4, false))});
    auto scan = accounts.parallel_scan({.segments = 3});
    EXPECT_THROW(run(scan.collect()), error);
    EXPECT_THROW(static_cast<void>(scan.resume_token()), error);
    EXPECT_EQ(run(scan.collect()).size(), 4u);
    EXPECT_EQ(scan.resume_token(), "");
}

TEST_F(ParallelScan, TheLimitIsOfAllSegments) {
    script({attempt::answer(page(1, 3, true)), attempt::answer(page(4, 6, true)).hanging_exchange()});
    auto scan = accounts.parallel_scan({.segments = 2, .limit = 2});
    EXPECT_EQ(all(scan), (ids{"1", "2"}));
    EXPECT_EQ(body(1), R"({"TableName":"accounts","Segment":1,"TotalSegments":2,"Limit":2})");
    EXPECT_TRUE(runs_dry(bench.io)) << "what is not wanted any more goes on";
}

TEST_F(ParallelScan, CountsAllSegments) {
    script({attempt::answer(R"({"Count":3,"ScannedCount":5,"LastEvaluatedKey":{"id":{"S":"1"}}})"),
            attempt::answer(R"({"Count":4,"ScannedCount":4})"),
            attempt::answer(R"({"Count":2,"ScannedCount":2})")});
    auto scan = accounts.parallel_scan({.segments = 2});
    EXPECT_EQ(run(scan.count()), 9u);
    EXPECT_EQ(sent_with(R"("Select":"COUNT")"), 3u);
    EXPECT_EQ(scan.scanned_count(), 11u);
}

TEST_F(ParallelScan, ATokenHoldsThePlaceInEverySegment) {
    const auto hanging = attempt::answer(page(9, 9, false)).hanging_exchange();
    script({attempt::answer(page(1, 3, true)), hanging, hanging});
    auto scan = accounts.parallel_scan({.segments = 2});
    EXPECT_EQ(next(scan), "1");
    EXPECT_EQ(places(scan), (positions{{.key = R"({"id":{"S":"1"}})"}, {}}));
    EXPECT_EQ(next(scan), "2");
    EXPECT_EQ(next(scan), "3");
    EXPECT_EQ(places(scan), (positions{{.key = R"({"id":{"S":"3"}})"}, {}}));
}

TEST_F(ParallelScan, ResumesEverySegmentWhereItWas) {
    const positions begun{{.key = R"({"id":{"S":"1"}})"}, {}};
    const std::string token = paging::write_resume_token(scope(2), begun);
    script({attempt::answer(page(2, 3, false)), attempt::answer(page(4, 4, true)),
            attempt::answer(page(5, 5, false))});
    auto rest = accounts.parallel_scan({.segments = 2, .resume_token = token});
    EXPECT_EQ(places(rest), begun);
    EXPECT_EQ(next(rest), "2");
    EXPECT_EQ(
        body(0),
        R"({"TableName":"accounts","Segment":0,"TotalSegments":2,"ExclusiveStartKey":{"id":{"S":"1"}}})");
    settle();
    EXPECT_EQ(body(1), R"({"TableName":"accounts","Segment":1,"TotalSegments":2})");
    EXPECT_EQ(next(rest), "3");
    EXPECT_EQ(places(rest), (positions{{.finished = true}, {}}));
    EXPECT_EQ(next(rest), "4");
    EXPECT_EQ(places(rest), (positions{{.finished = true}, {.key = R"({"id":{"S":"4"}})"}}));
    EXPECT_EQ(next(rest), "5");
    EXPECT_EQ(rest.resume_token(), "");
}

TEST_F(ParallelScan, AFinishedSegmentIsNotScannedAgain) {
    const std::string token = paging::write_resume_token(
        scope(2), std::vector<paging::position>{{.finished = true}, {.key = R"({"id":{"S":"4"}})"}});
    script({attempt::answer(page(5, 5, false))});
    auto rest = accounts.parallel_scan({.segments = 2, .resume_token = token});
    EXPECT_EQ(all(rest), ids{"5"});
    EXPECT_EQ(sent_with(R"("Segment":1)"), 1u);
}

TEST_F(ParallelScan, ATokenOfAnotherScanIsRefused) {
    script({attempt::answer(page(1, 3, true))});
    auto plain = accounts.scan();
    EXPECT_EQ(next(plain), "1");
    const std::string token = plain.resume_token();
    const auto refused = [this](item_iterator<account> scan) {
        try {
            static_cast<void>(next(scan));
        } catch (const error& e) {
            EXPECT_EQ(e.diagnostics().attempts, 0);
            return e.cause();
        }
        return errc{};
    };
    EXPECT_EQ(refused(accounts.parallel_scan({.segments = 1, .resume_token = token})),
              errc::invalid_argument);
    EXPECT_EQ(refused(accounts.scan({.segment = 0, .total_segments = 1, .resume_token = token})),
              errc::invalid_argument);
    EXPECT_EQ(refused(accounts.scan({.resume_token = "rubbish"})), errc::invalid_argument);
    EXPECT_EQ(refused(accounts.query("1", {.resume_token = token})), errc::invalid_argument);
    EXPECT_EQ(sent(), 1u);
}

TEST_F(ParallelScan, ANumberOfSegmentsThatIsNoneIsRefused) {
    for (const std::uint32_t segments : {0u, 1'000'001u}) {
        auto scan = accounts.parallel_scan({.segments = segments});
        EXPECT_THROW(next(scan), error);
    }
    EXPECT_EQ(sent(), 0u);
}

TEST_F(ParallelScan, ARateIsOfAllSegments) {
    script({attempt::answer(page(1, 1, true, 6)), attempt::answer(page(2, 2, true, 6)),
            attempt::answer(page(3, 3, false, 6)), attempt::answer(page(4, 4, false, 6))});
    auto scan = accounts.parallel_scan({.segments = 2, .max_capacity_per_second = 6});
    EXPECT_EQ(all(scan).size(), 4u);
    std::chrono::milliseconds longest{};
    for (const auto each : bench.world->sleeps) longest = std::max(longest, each);
    EXPECT_EQ(longest, std::chrono::seconds(2)) << "12 units are paid for before the last page is asked for";
    EXPECT_EQ(scan.consumed_capacity().capacity_units, 24);
}

TEST_F(ParallelScan, MayDieWithAllSegmentsUnderWay) {
    {
        script(std::vector<attempt>(3, attempt::answer(page(1, 1, false)).hanging_exchange()));
        auto scan = accounts.parallel_scan({.segments = 3});
        const auto call = start_cancellable(bench.io.get_executor(), scan.next());
        settle();
        EXPECT_EQ(sent(), 3u);
        call->cancel();
        settle();
        EXPECT_TRUE(call->thrown);
    }
    EXPECT_TRUE(runs_dry(bench.io));
    EXPECT_EQ(bench.wire->thrown_away, 3);
}

TEST_F(ParallelScan, OfAnIndexWithAFilterAndAView) {
    const dynaco::table<order> orders(client(bench.loop));
    script({attempt::answer(R"({"Items":[{"quantity":{"N":"5"}}],"Count":1,"ScannedCount":1})")});
    auto scan = orders.index<by_price>().parallel_scan<quantities>(filter("quantity"_a > 3), {.segments = 1});
    EXPECT_EQ(run(scan.collect()).at(0).quantity, 5);
    EXPECT_EQ(
        body(0),
        R"({"TableName":"orders","IndexName":"by-price","FilterExpression":"#0 > :0",)"
        R"("ProjectionExpression":"#0, #1, #2, #3","ExpressionAttributeNames":{"#0":"quantity","#1":"order_id",)"
        R"("#2":"item_id","#3":"price"},"ExpressionAttributeValues":{":0":{"N":"3"}},)"
        R"("Segment":0,"TotalSegments":1})");
}

}  // namespace
}  // namespace dynaco::test::parallel_scan_test
