#include "unit/table/pages.hpp"

/// The page after the current one is fetched in the background.
namespace dynaco::test::prefetch_test {
namespace {

using attempt = scripted_attempt;

struct Prefetch : Pages {
    /// An iterator that has read two pages and is fetching the third.
    item_iterator<account> third_under_way(const attempt& third, scan_options options = {}) {
        script({attempt::answer(page(1, 1, true)), attempt::answer(page(2, 2, true)), third});
        auto scan = accounts.scan(options);
        EXPECT_EQ(next(scan), "1");
        EXPECT_EQ(next(scan), "2");
        settle();
        return scan;
    }
};

TEST_F(Prefetch, BeginsWithTheSecondPage) {
    script({attempt::answer(page(1, 2, true)), attempt::answer(page(3, 4, true)),
            attempt::answer(page(5, 6, true)), attempt::answer(page(7, 7, false))});
    auto scan = accounts.scan();
    EXPECT_EQ(next(scan), "1");
    settle();
    EXPECT_EQ(next(scan), "2");
    settle();
    EXPECT_EQ(sent(), 1u);
    EXPECT_EQ(next(scan), "3");
    settle();
    EXPECT_EQ(sent(), 3u);
    EXPECT_EQ(next(scan), "4");
    settle();
    EXPECT_EQ(sent(), 3u) << "one page ahead, and no more";
    for (const char* id : {"5", "6", "7", ""}) EXPECT_EQ(next(scan), id);
    EXPECT_EQ(sent(), 4u);
    EXPECT_EQ(scan.scanned_count(), 7u);
    EXPECT_TRUE(runs_dry(bench.io));
}

TEST_F(Prefetch, AsksForTheSamePagesAsWithout) {
    std::vector<std::string> bodies[2];
    for (const bool prefetch : {false, true}) {
        bench.wire->sent.clear();
        script({attempt::answer(page(1, 2, true)), attempt::answer(page(3, 4, true)),
                attempt::answer(page(5, 5, false))});
        auto scan = accounts.scan({.limit = 9, .page_size = 2, .prefetch = prefetch});
        while (auto each = run(scan.next_page())) settle();
        for (const sent_request& each : bench.wire->sent) bodies[prefetch].push_back(each.body);
    }
    EXPECT_EQ(bodies[0].size(), 3u);
    EXPECT_EQ(bodies[0], bodies[1]);
}

TEST_F(Prefetch, CanBeTurnedOff) {
    script({attempt::answer(page(1, 1, true)), attempt::answer(page(2, 2, true)),
            attempt::answer(page(3, 3, false))});
    auto scan = accounts.scan({.prefetch = false});
    for (const char* id : {"1", "2"}) EXPECT_EQ(next(scan), id);
    settle();
    EXPECT_EQ(sent(), 2u);
    EXPECT_EQ(next(scan), "3");
}

TEST_F(Prefetch, StopsAtTheLimit) {
    script({attempt::answer(page(1, 2, true)), attempt::answer(page(3, 4, true))});
    auto scan = accounts.scan({.limit = 4, .page_size = 2});
    for (const char* id : {"1", "2", "3", "4", ""}) {
        EXPECT_EQ(next(scan), id);
        settle();
    }
    EXPECT_EQ(sent(), 2u);
}

TEST_F(Prefetch, AFailureIsThrownWhenItIsItsTurnAndThePageAskedForAgain) {
    script({attempt::answer(page(1, 1, true)), attempt::answer(page(2, 3, true)), refusal(),
            attempt::answer(page(4, 4, false))});
    auto scan = accounts.scan();
    for (const char* id : {"1", "2"}) EXPECT_EQ(next(scan), id);
    settle();
    EXPECT_EQ(sent(), 3u);
    EXPECT_EQ(next(scan), "3");
    try {
        static_cast<void>(next(scan));
        ADD_FAILURE() << "should have thrown";
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::validation_failed);
        EXPECT_EQ(e.diagnostics().operation, "Scan");
    }
    EXPECT_EQ(next(scan), "4");
    EXPECT_EQ(body(2), body(3));
    EXPECT_EQ(next(scan), "");
}

TEST_F(Prefetch, AnIteratorMayDieMeanwhile) {
    {
        auto scan = third_under_way(attempt::answer(page(3, 3, false)).hanging_exchange());
        EXPECT_TRUE(bench.wire->hangs.has_waiting());
        EXPECT_FALSE(runs_dry(bench.io, std::chrono::milliseconds(1)));
    }
    EXPECT_TRUE(runs_dry(bench.io)) << "the request goes on";
    EXPECT_EQ(bench.wire->thrown_away, 1);
}

TEST_F(Prefetch, AnIteratorMayMoveMeanwhile) {
    auto scan = third_under_way(attempt::answer(page(3, 3, false)));
    auto moved = std::move(scan);
    EXPECT_EQ(next(moved), "3");
    scan = std::move(moved);
    EXPECT_EQ(next(scan), "");
    EXPECT_EQ(sent(), 3u);
}

TEST_F(Prefetch, TheIteratorReplacedByAnotherIsCancelled) {
    auto scan = third_under_way(attempt::answer(page(3, 3, false)).hanging_exchange());
    scan = accounts.scan();
    EXPECT_TRUE(runs_dry(bench.io));
}

TEST_F(Prefetch, CancellingTheCallerCancelsThePageAndItCanBeAskedForAgain) {
    auto scan = third_under_way(attempt::answer(page(3, 3, false)).hanging_exchange());
    const auto call = start_cancellable(bench.io.get_executor(), scan.next());
    settle();
    ASSERT_FALSE(call->done);
    call->cancel();
    EXPECT_TRUE(runs_dry(bench.io));
    const failure why = thrown_failure(*call);
    EXPECT_EQ(why.cause(), errc::canceled);
    EXPECT_EQ(why.diagnostics().operation, "Scan");
    EXPECT_EQ(why.diagnostics().table, "accounts");
    script({attempt::answer(page(3, 3, false))});
    EXPECT_EQ(next(scan), "3");
    EXPECT_EQ(body(2), body(3));
}

TEST_F(Prefetch, ACallersCancellationOfAPageThatIsThereChangesNothing) {
    auto scan = third_under_way(attempt::answer(page(3, 3, false)));
    const auto call = start_cancellable(bench.io.get_executor(), scan.next());
    settle();
    ASSERT_TRUE(call->done);
    call->cancel();
    EXPECT_EQ(call->get()->account_id, "3");
}

TEST_F(Prefetch, ADeadlineEndsIt) {
    dynaco::table<account> hasty(client(bench.loop).with({.deadline = std::chrono::milliseconds(100)}));
    script({attempt::answer(page(1, 1, true)), attempt::answer(page(2, 2, true)),
            attempt::answer(page(3, 3, false)).exchange_takes(std::chrono::milliseconds(200)),
            attempt::answer(page(3, 3, false))});
    auto scan = hasty.scan();
    for (const char* id : {"1", "2"}) EXPECT_EQ(next(scan), id);
    try {
        static_cast<void>(next(scan));
        ADD_FAILURE() << "should have thrown";
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::deadline_exceeded);
    }
    EXPECT_EQ(next(scan), "3");
}

TEST_F(Prefetch, AClosedClientFailsThePage) {
    auto scan = third_under_way(attempt::no_connection(errc::client_closed));
    try {
        static_cast<void>(next(scan));
        ADD_FAILURE() << "should have thrown";
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::client_closed);
    }
}

TEST_F(Prefetch, TheClientMayGoBeforeTheIterator) {
    std::optional<item_iterator<account>> scan;
    {
        auto gone = std::exchange(accounts, dynaco::table<account>(client(call_bench().loop)));
        script({attempt::answer(page(1, 1, true)), attempt::answer(page(2, 2, true)),
                attempt::answer(page(3, 3, false))});
        scan.emplace(gone.scan());
        EXPECT_EQ(next(*scan), "1");
    }
    EXPECT_EQ(next(*scan), "2");
    EXPECT_EQ(next(*scan), "3");
}

TEST_F(Prefetch, WhatIsUnderWayIsUsedByCollectCountAndTokens) {
    auto collected = third_under_way(attempt::answer(page(3, 4, false)));
    EXPECT_EQ(run(collected.collect()).size(), 2u);
    auto counted = third_under_way(attempt::answer(page(3, 4, true)));
    script({attempt::answer(page(5, 9, false))});
    EXPECT_EQ(run(counted.count()), 7u);
    EXPECT_NE(bench.wire->sent.back().body.find(R"("Select":"COUNT")"), std::string::npos);
    auto stopped = third_under_way(attempt::answer(page(3, 4, false)));
    const auto where =
        paging::read_resume_token(stopped.resume_token(), {.operation = "Scan", .table = "accounts"}, 1);
    EXPECT_EQ(where.value().at(0).key, R"({"id":{"S":"2"}})") << "the prefetched page was not returned";
}

TEST_F(Prefetch, FirstDoesNotLookAhead) {
    script({attempt::answer(page(1, 1, true))});
    auto scan = accounts.scan();
    EXPECT_TRUE(run(scan.first()));
    settle();
    EXPECT_EQ(sent(), 1u);
    EXPECT_EQ(body(0), R"({"TableName":"accounts","Limit":1})");
}

awaitable<void> read_and_hold(dynaco::table<account> accounts, int& read) {
    auto scan = accounts.scan();
    while (auto each = co_await scan.next()) ++read;
}

TEST_F(Prefetch, MayBeUnderWayWhenEverythingIsTornDown) {
    int read = 0;
    script({attempt::answer(page(1, 1, true)), attempt::answer(page(2, 2, true)),
            attempt::answer(page(3, 3, false)).hanging_exchange()});
    // The context destroys the coroutine, and the iterator in it, while the request hangs.
    boost::asio::co_spawn(bench.io, read_and_hold(accounts, read), [](const std::exception_ptr&) {});
    settle();
    EXPECT_EQ(read, 2);
    EXPECT_TRUE(bench.wire->hangs.has_waiting());
}

}  // namespace
}  // namespace dynaco::test::prefetch_test
