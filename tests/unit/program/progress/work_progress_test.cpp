#include "program/progress/work_progress.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>

namespace dynaco::program::work_progress_test {
namespace {

using std::chrono::milliseconds;

TEST(WorkProgress, OfALoad) {
    load_progress load;
    load.written = 100;
    load.superseded = 5;
    load.unmet = 2;
    load.rejected = 3;
    load.requests = 7;
    load.throttled = 1;
    load.write_units = 120.5;
    load.writes_per_second = 50;
    load.write_units_per_second = 60;
    load.in_flight = 4;
    load.elapsed = milliseconds(2000);
    load.throttled_by = {{.table = "orders", .times = 1}};
    load.bytes_done = 10;
    load.total_bytes = 40;
    const work_progress work = progress_of(load);
    EXPECT_EQ(work.items, 107U);
    EXPECT_EQ(work.items_per_second, 50);
    EXPECT_FALSE(work.reads);
    EXPECT_EQ(work.units, 120.5);
    EXPECT_EQ(work.units_per_second, 60);
    EXPECT_EQ(work.requests, 7U);
    EXPECT_EQ(work.in_flight, 4U);
    EXPECT_EQ(work.throttled, 1U);
    EXPECT_EQ(work.rejected, 3U);
    EXPECT_EQ(main_throttle(work), "table orders");
    EXPECT_EQ(share_done(work), 0.25);
    EXPECT_EQ(time_left(work), milliseconds(6000));
}

TEST(WorkProgress, OfTheEndOfALoad) {
    load_report load;
    load.written = 100;
    load.write_units = 50;
    load.elapsed = milliseconds(4000);
    const work_progress work = progress_of(load);
    EXPECT_EQ(work.items, 100U);
    EXPECT_EQ(work.items_per_second, 25);
    EXPECT_EQ(work.units_per_second, 12.5);
    EXPECT_EQ(progress_of(load_report{}).items_per_second, 0);
}

TEST(WorkProgress, OfAnExportHasTheRatesSinceBefore) {
    export_progress before;
    before.items = 100;
    before.read_units = 10;
    before.elapsed = milliseconds(1000);
    export_progress now;
    now.items = 400;
    now.read_units = 25;
    now.segments = 8;
    now.segments_done = 2;
    now.throttled = 2;
    now.elapsed = milliseconds(3000);
    const work_progress work = progress_of(now, before);
    EXPECT_TRUE(work.reads);
    EXPECT_EQ(work.items_per_second, 150);
    EXPECT_EQ(work.units_per_second, 7.5);
    EXPECT_EQ(work.throttled, 2U);
    EXPECT_EQ(share_done(work), 0.25);
    EXPECT_EQ(progress_of(now, now).items_per_second, 0);
}

TEST(WorkProgress, ShareIsThatOfWhatIsKnown) {
    EXPECT_EQ(share_done({}), std::nullopt);
    EXPECT_EQ(share_done({.items = 5, .total_items = 10, .parts = 1, .total_parts = 4}), 0.5);
    EXPECT_EQ(share_done({.items = 5, .bytes = 9, .total_bytes = 10, .total_items = 10}), 0.9);
    EXPECT_EQ(share_done({.items = 12, .total_items = 10}), 1.0);
    EXPECT_EQ(share_done({.parts = 1, .total_parts = 4}), 0.25);
}

TEST(WorkProgress, TimeLeftIsThatOfThisRun) {
    EXPECT_EQ(time_left({.total_items = 10}), std::nullopt);
    EXPECT_EQ(time_left({.items = 5, .total_items = 10, .elapsed = milliseconds(999)}), std::nullopt);
    EXPECT_EQ(time_left({.items = 0, .total_items = 10, .elapsed = milliseconds(5000)}), std::nullopt);
    EXPECT_EQ(time_left({.items = 5, .total_items = 10, .elapsed = milliseconds(5000)}), milliseconds(5000));
    EXPECT_EQ(
        time_left(
            {.items = 5, .outage = milliseconds(20'000), .total_items = 10, .elapsed = milliseconds(25'000)}),
        milliseconds(5000));
    EXPECT_EQ(time_left({.items = 10, .total_items = 10, .elapsed = milliseconds(5000)}), milliseconds(0));
    // An earlier run has done a half.
    EXPECT_EQ(time_left({.items = 75, .total_items = 100, .done_before = 0.5, .elapsed = milliseconds(5000)}),
              milliseconds(5000));
}

// Counts are those of the whole work, rates those of this run.
TEST(WorkProgress, OfWorkThatContinues) {
    const earlier_work before{
        .items = 60, .read = 70, .rejected = 1, .requests = 5, .throttled = 2, .units = 30};
    work_progress run;
    run.items = 40;
    run.read = 50;
    run.items_per_second = 20;
    run.units = 10;
    run.units_per_second = 5;
    run.requests = 4;
    run.throttled = 1;
    run.rejected = 2;
    run.elapsed = milliseconds(2000);
    const work_progress all = progress_with(run, before);
    EXPECT_EQ(all.items, 100U);
    EXPECT_EQ(all.items_before, 60U);
    EXPECT_EQ(all.read, 120U);
    EXPECT_EQ(all.rejected, 3U);
    EXPECT_EQ(all.requests, 9U);
    EXPECT_EQ(all.throttled, 3U);
    EXPECT_EQ(all.units, 40);
    EXPECT_EQ(all.items_per_second, 20);
    EXPECT_EQ(all.units_per_second, 5);
}

// A load counts those of the earlier runs itself.
TEST(WorkProgress, OfALoadThatContinues) {
    load_progress now;
    now.written = 110;
    now.write_units = 130;
    now.before.written = 90;
    now.before.superseded = 5;
    now.before.write_units = 100;
    now.bytes_read = 900;
    now.bytes_done = 600;
    now.bytes_before = 500;
    now.total_bytes = 1000;
    now.elapsed = milliseconds(10'000);
    const work_progress work = progress_of(now);
    EXPECT_EQ(work.items, 110U);
    EXPECT_EQ(work.items_before, 95U);
    EXPECT_EQ(share_done(work), 0.6);  // not what was only read
    EXPECT_EQ(work.done_before, 0.5);
    EXPECT_EQ(time_left(work), milliseconds(40'000));

    load_report end;
    end.written = 110;
    end.write_units = 130;
    end.before = now.before;
    end.elapsed = milliseconds(10'000);
    EXPECT_EQ(progress_of(end).items_before, 95U);
    EXPECT_EQ(progress_of(end).items_per_second, 1.5);
    EXPECT_EQ(progress_of(end).units_per_second, 3);
}

TEST(WorkProgress, OfAWorkerIsThatOfItsShare) {
    load_progress now;
    now.bytes_done = 100;
    now.total_bytes = 1000;
    EXPECT_EQ(share_done(progress_of(now, 4)), 0.4);
    now.bytes_done = 300;  // it got a larger file than the others
    EXPECT_EQ(progress_of(now, 4).bytes, 250U);
    EXPECT_EQ(share_done(progress_of(now, 4)), 1.0);
}

TEST(WorkProgress, SaysWhyRequestsAreSentAgain) {
    load_progress now;
    now.failed = 3;
    now.failing = failure(errc::internal_server_error, {.http_status = 503});
    now.failing_for = milliseconds(4000);
    now.outage = milliseconds(9000);
    const work_progress work = progress_of(now);
    EXPECT_EQ(work.repeated, 3U);
    EXPECT_EQ(work.retry_reason, "HTTP 503");
    EXPECT_EQ(work.retrying_for, milliseconds(4000));
    EXPECT_EQ(work.outage, milliseconds(9000));
    EXPECT_EQ(progress_of(load_progress{}).retry_reason, "");
    EXPECT_EQ(retry_reason_of(failure(errc::connect_failed, {})), "no connection");
    EXPECT_EQ(retry_reason_of(failure(errc::connect_timed_out, {})), "timeout");
    EXPECT_EQ(retry_reason_of(failure(errc::attempt_timed_out, {})), "timeout");
    EXPECT_EQ(retry_reason_of(failure(errc::connection_lost, {})), "connection lost");
    // Writes whose result is not known.
    EXPECT_EQ(retry_reason_of(failure(errc::outcome_unknown, {})), "connection lost");
    EXPECT_EQ(retry_reason_of(failure(errc::outcome_unknown, {.http_status = 503})), "HTTP 503");
    EXPECT_EQ(retry_reason_of(failure(errc::outcome_unknown,
                                      {.detail = make_error_code(errc::attempt_timed_out).message()})),
              "timeout");
    EXPECT_EQ(retry_reason_of(failure(errc::malformed_reply, {.http_status = 200})), "bad response");
}

TEST(WorkProgress, OfWorkThatWritesWhatItReads) {
    work_progress writes;
    writes.repeated = 2;
    writes.outage = milliseconds(100);
    export_progress reads;
    reads.failed = 3;
    EXPECT_EQ(progress_with_reads(writes, reads).repeated, 5U);
    EXPECT_EQ(progress_with_reads(writes, reads).retry_reason, "");
    reads.failing = failure(errc::attempt_timed_out, {});
    reads.failing_for = reads.outage = milliseconds(2000);
    EXPECT_EQ(progress_with_reads(writes, reads).retry_reason, "timeout");
    EXPECT_EQ(progress_with_reads(writes, reads).retrying_for, milliseconds(2000));
    EXPECT_EQ(progress_with_reads(writes, reads).outage, milliseconds(2000));
    writes.retry_reason = "HTTP 503";
    EXPECT_EQ(progress_with_reads(writes, reads).retry_reason, "HTTP 503");
}

TEST(WorkProgress, AnOutageIsToldIfItWasNotable) {
    EXPECT_EQ(outage_text({}), "");
    EXPECT_EQ(outage_text({.repeated = 3, .outage = milliseconds(1999)}), "");
    EXPECT_EQ(outage_text({.repeated = 12, .outage = milliseconds(45'000)}),
              "12 requests failed and were sent again; no request succeeded for 45 s");
    EXPECT_EQ(outage_text({.repeated = 1, .outage = milliseconds(65'000)}),
              "1 request failed and was sent again; no request succeeded for 1 m 05 s");
}

TEST(WorkProgress, OfAFilter) {
    export_progress before;
    before.items = 1;
    before.scanned = 100;
    before.elapsed = milliseconds(1000);
    export_progress now;
    now.items = 3;
    now.scanned = 300;
    now.elapsed = milliseconds(2000);
    work_progress work = progress_of(now, before, true);
    EXPECT_EQ(work.items, 3U);
    EXPECT_EQ(work.read, 300U);
    EXPECT_EQ(work.items_per_second, 200);
    work.total_items = 600;
    EXPECT_EQ(share_done(work), 0.5);
    EXPECT_EQ(progress_of(now, before).read, std::nullopt);
}

TEST(WorkProgress, NamesWhatThrottledMost) {
    EXPECT_EQ(main_throttle({}), "");
    const auto named = [](throttled_part part) {
        part.times = 5;
        work_progress work;
        work.throttled_by = {{.table = "small", .times = 1}, std::move(part), {.table = "other", .times = 4}};
        return main_throttle(work);
    };
    EXPECT_EQ(named({.table = "orders"}), "table orders");
    EXPECT_EQ(named({.table = "orders", .index = "by-date"}), "index by-date");
    EXPECT_EQ(named({.table = "orders", .hash_key = R"({"customer":{"S":"c-1"}})"}), "key c-1 of orders");
    EXPECT_EQ(named({.table = "orders", .hash_key = R"({"N":"17"})"}), "key 17 of orders");
    EXPECT_EQ(named({.table = "orders", .index = "by-date", .hash_key = R"({"S":"17"})"}),
              "key \"17\" of by-date");
    EXPECT_EQ(named({.table = "orders", .hash_key = "\033odd"}), "key ␛odd of orders");
}

}  // namespace
}  // namespace dynaco::program::work_progress_test
