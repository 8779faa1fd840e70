#include "unit/client/call_bench.hpp"
#include "unit/client/written_events.hpp"

#include <dynaco/client.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

/// The events that an observer gets, for each way in which a call can end.
namespace dynaco::test::observation_test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;
using attempt = scripted_attempt;

struct observed_bench {
    explicit observed_bench(client_options options = {}) : bench(observed(std::move(options))) {}
    client_options observed(client_options options) const {
        options.observer = events;
        return options;
    }
    std::string events_of(const encoded_request& request, call_options options = {}) {
        (void)bench.call(request, options);
        return events->text();
    }

    std::shared_ptr<written_events> events = std::make_shared<written_events>();
    call_bench bench;
};

TEST(Observation, ReportsASuccess) {
    observed_bench o;
    o.bench.credentials_take(milliseconds(3));
    o.bench.wire->script({attempt::answer()
                              .lease_takes(milliseconds(20))
                              .exchange_takes(milliseconds(100))
                              .with([](wire::response& r) { r.time_to_head = microseconds(98'500); })});
    EXPECT_EQ(
        o.events_of(call_bench::read()),
        "begun: GetItem accounts\n"
        "attempt 1: success 200 REQUEST, opened, reply of 2, credentials 3 ms, lease 20 ms, head 98.5 ms, "
        "exchange 100 ms\n"
        "ended: success 200 REQUEST, attempts 1, in all 123 ms\n");
}

TEST(Observation, ReportsARetryAfterThrottling) {
    observed_bench o;
    o.bench.credentials_take(milliseconds(1));
    o.bench.wire->script(
        {attempt::throttled().exchange_takes(milliseconds(7)), attempt::answer().on_used_connection()});
    EXPECT_EQ(o.events_of(call_bench::write()),
              "begun: PutItem accounts, writes\n"
              "attempt 1: throttling 400 ThrottlingException REQUEST, opened, reply of 89, credentials 1 ms, "
              "head 7 ms, exchange 7 ms\n"
              "retry after 1: throttling, in 500 ms\n"
              "attempt 2: success 200 REQUEST, reused, reply of 2, credentials 1 ms\n"
              "ended: success 200 REQUEST, attempts 2, backoff 500 ms, in all 509 ms\n");
}

TEST(Observation, ReportsAttemptsThatAllFail) {
    observed_bench o({.retry = {.max_attempts = 2}});
    o.bench.wire->script({attempt::no_connection(errc::connect_failed).lease_takes(milliseconds(5)),
                          attempt::service_error(500, "InternalServerError")});
    EXPECT_EQ(o.events_of(call_bench::read()),
              "begun: GetItem accounts\n"
              "attempt 1: connect_failed, lease 5 ms\n"
              "retry after 1: connect_failed, in 12 ms\n"
              "attempt 2: internal_server_error 500 InternalServerError REQUEST, opened, reply of 89\n"
              "ended: internal_server_error 500 REQUEST, attempts 2, backoff 12 ms, in all 17 ms\n");
}

TEST(Observation, AnswerThatEndsTheCall) {
    observed_bench o;
    o.bench.wire->script({attempt::service_error(400, "ConditionalCheckFailedException")});
    EXPECT_EQ(
        o.events_of(call_bench::write()),
        "begun: PutItem accounts, writes\n"
        "attempt 1: conditional_check_failed 400 ConditionalCheckFailedException REQUEST, opened, reply "
        "of 101\n"
        "ended: conditional_check_failed 400 REQUEST, attempts 1\n");
}

TEST(Observation, RefusedBeforeSending) {
    observed_bench o;
    encoded_request request = call_bench::write();
    request.refused = failure(errc::item_too_large, {});
    EXPECT_EQ(o.events_of(request),
              "begun: PutItem accounts, writes\n"
              "ended: item_too_large, attempts 0\n");
}

TEST(Observation, ReportsACallWithoutCredentials) {
    observed_bench o;
    o.bench.credentials_take(milliseconds(40));
    o.bench.keys->fails(errc::missing_credentials);
    EXPECT_EQ(o.events_of(call_bench::read()),
              "begun: GetItem accounts\n"
              "attempt 1: missing_credentials, credentials 40 ms\n"
              "ended: missing_credentials, attempts 1, in all 40 ms\n");
}

TEST(Observation, ReportsADeadlineBeforeSending) {
    observed_bench o;
    o.bench.wire->script({attempt::answer().lease_takes(seconds(100))});
    EXPECT_EQ(o.events_of(call_bench::write(), {.deadline = seconds(5)}),
              "begun: PutItem accounts, writes\n"
              "attempt 1: deadline_exceeded, lease 5000 ms\n"
              "ended: deadline_exceeded, attempts 1, in all 5000 ms\n");
}

TEST(Observation, DeadlineDuringTheExchange) {
    observed_bench o;
    o.bench.wire->script({attempt::answer().exchange_takes(seconds(100))});
    EXPECT_EQ(o.events_of(call_bench::read(), {.deadline = seconds(5)}),
              "begun: GetItem accounts\n"
              "attempt 1: deadline_exceeded, opened, exchange 5000 ms\n"
              "ended: deadline_exceeded, attempts 1, in all 5000 ms\n");
}

TEST(Observation, DeadlineWouldPassDuringThePause) {
    observed_bench o;
    o.bench.wire->script({attempt::throttled(), attempt::throttled()});
    EXPECT_EQ(o.events_of(call_bench::read(), {.deadline = seconds(1)}),
              "begun: GetItem accounts\n"
              "attempt 1: throttling 400 ThrottlingException REQUEST, opened, reply of 89\n"
              "retry after 1: throttling, in 500 ms\n"
              "attempt 2: throttling 400 ThrottlingException REQUEST, opened, reply of 89\n"
              "ended: throttling 400 REQUEST, attempts 2, backoff 500 ms, in all 500 ms\n");
}

TEST(Observation, ReportsAWriteWithAnUnknownOutcome) {
    observed_bench o({.retry = {.max_attempts = 1}});
    o.bench.wire->script({attempt::lost().exchange_takes(milliseconds(9))});
    EXPECT_EQ(o.events_of(call_bench::write()),
              "begun: PutItem accounts, writes\n"
              "attempt 1: connection_lost, opened, exchange 9 ms\n"
              "ended: outcome_unknown, attempts 1, in all 9 ms\n");
}

TEST(Observation, CountsStaleConnections) {
    observed_bench o;
    const attempt stale = attempt::stale().exchange_takes(milliseconds(1));
    o.bench.wire->script({stale, stale, attempt::answer().exchange_takes(milliseconds(4))});
    EXPECT_EQ(o.events_of(call_bench::read()),
              "begun: GetItem accounts\n"
              "attempt 1: success 200 REQUEST, opened, stale 2, reply of 2, head 4 ms, exchange 6 ms\n"
              "ended: success 200 REQUEST, attempts 1, in all 6 ms\n");
    std::size_t bytes = 0;
    for (const sent_request& each : o.bench.wire->sent) bytes += each.head.size() + each.body.size();
    EXPECT_EQ(o.events->request_bytes, std::vector<std::uint64_t>{bytes});
}

TEST(Observation, CallsAreToldApart) {
    observed_bench o;
    o.bench.wire->script({attempt::throttled(), attempt::answer(), attempt::answer()});
    (void)o.bench.call(call_bench::read());
    (void)o.bench.call(call_bench::read());
    ASSERT_EQ(o.events->ids.size(), 2U);
    EXPECT_EQ(o.events->ids.at(0), o.bench.wire->sent.at(1).header("amz-sdk-invocation-id"));
    EXPECT_EQ(o.events->ids.at(1), o.bench.wire->sent.at(2).header("amz-sdk-invocation-id"));
}

struct cancelled_case {
    const char* name;
    std::function<void(call_bench&)> prepare;
    const char* events;  // after the first line
};

class ObservationOfCancelled : public testing::TestWithParam<cancelled_case> {};

TEST_P(ObservationOfCancelled, ReportsTheEnd) {
    observed_bench o;
    GetParam().prepare(o.bench);
    const auto call = start_cancellable(o.bench.io.get_executor(), o.bench.start_call(call_bench::write()));
    o.bench.settle();
    ASSERT_FALSE(call->done);
    call->cancel();
    o.bench.settle();
    ASSERT_TRUE(call->done);
    EXPECT_EQ(o.events->text(), std::string("begun: PutItem accounts, writes\n") + GetParam().events);
}

// An io_context destroys the coroutines of unfinished calls. The observer gets the events of a cancelled
// call.
TEST_P(ObservationOfCancelled, ReportsTheEndIfTheContextIsDestroyed) {
    auto o = std::make_unique<observed_bench>();
    const auto events = o->events;
    GetParam().prepare(o->bench);
    const auto call = start(o->bench.io.get_executor(), client(o->bench.loop).call(call_bench::write()));
    o->bench.io.poll();
    ASSERT_FALSE(call->done);
    o.reset();
    EXPECT_EQ(events->text(), std::string("begun: PutItem accounts, writes\n") + GetParam().events);
}

INSTANTIATE_TEST_SUITE_P(
    All, ObservationOfCancelled,
    testing::Values(cancelled_case{"WaitingForCredentials", [](call_bench& b) { b.keys->held.hold(); },
                                   "attempt 1: canceled\n"
                                   "ended: canceled, attempts 1\n"},
                    cancelled_case{"WaitingForAConnection",
                                   [](call_bench& b) { b.wire->script({attempt::answer().hanging_lease()}); },
                                   "attempt 1: canceled\n"
                                   "ended: canceled, attempts 1\n"},
                    cancelled_case{
                        "InTheExchange",
                        [](call_bench& b) { b.wire->script({attempt::answer().hanging_exchange()}); },
                        "attempt 1: canceled, opened\n"
                        "ended: outcome_unknown, attempts 1\n"},
                    cancelled_case{"InTheSecondAttempt",
                                   [](call_bench& b) {
                                       b.wire->script({attempt::lost(), attempt::answer().hanging_lease()});
                                   },
                                   "attempt 1: connection_lost, opened\n"
                                   "retry after 1: connection_lost, in 12 ms\n"
                                   "attempt 2: canceled\n"
                                   "ended: outcome_unknown, attempts 2, backoff 12 ms, in all 12 ms\n"}),
    [](const auto& tried) { return std::string(tried.param.name); });

TEST(Observation, CancelledDuringThePause) {
    observed_bench o;
    o.bench.wire->script({attempt::throttled()});
    const auto call = start_cancellable(o.bench.io.get_executor(), o.bench.start_call(call_bench::read()));
    o.bench.world->on_sleep = [&call] { call->cancel(); };
    o.bench.settle();
    ASSERT_TRUE(call->done);
    ASSERT_EQ(o.events->lines.size(), 4U);
    EXPECT_EQ(o.events->lines.at(2), "retry after 1: throttling, in 500 ms");
    EXPECT_TRUE(o.events->lines.at(3).starts_with("ended: canceled, attempts 1")) << o.events->lines.at(3);
}

TEST(Observation, ReadsConsumedCapacityForWhoWantsIt) {
    const char* const body =
        R"({"Item":{"id":{"S":"1"}},"ConsumedCapacity":{"CapacityUnits":1.5,"TableName":"accounts"}})";
    encoded_request asking = call_bench::read();
    asking.body = R"({"TableName":"accounts","ReturnConsumedCapacity":"TOTAL"})";
    for (const bool wanted : {false, true}) {
        for (const encoded_request& request : {asking, call_bench::read()}) {
            observed_bench o;
            o.events->capacity = wanted;
            o.bench.wire->script({attempt::answer(body)});
            const std::string text = o.events_of(request);
            const bool told = text.find(", accounts read 1.5 write 0\n") != std::string::npos;
            EXPECT_EQ(told, wanted && request.body == asking.body) << text;
        }
    }
}

TEST(Observation, LeavesOutCapacityThatItCannotRead) {
    encoded_request asking = call_bench::read();
    asking.body = R"({"ReturnConsumedCapacity":"TOTAL"})";
    for (const char* const body :
         {R"({"ConsumedCapacity":7})", R"({"ConsumedCapacity":[{"CapacityUnits":""}]})",
          R"({"ConsumedCapacity":{"CapacityUnits":1},"x":})"}) {
        observed_bench o;
        o.events->capacity = true;
        o.bench.wire->script({attempt::answer(body)});
        EXPECT_TRUE(o.events_of(asking).ends_with("ended: success 200 REQUEST, attempts 1\n")) << body;
    }
}

TEST(Observation, NamesWhoseCapacityItWasAndHow) {
    encoded_request asking = call_bench::write();
    asking.body = R"({"ReturnConsumedCapacity":"TOTAL"})";
    observed_bench o;
    o.events->capacity = true;
    o.bench.wire->script({attempt::answer(
        R"({"ConsumedCapacity":[{"CapacityUnits":1},{"TableName":"b","ReadCapacityUnits":2,"CapacityUnits":2}]})")});
    const std::string text = o.events_of(asking);
    EXPECT_TRUE(text.ends_with(", accounts read 0 write 1, b read 2 write 0\n")) << text;
}

class thrower final : public observer {
 public:
    void call_begun(const observed_call&) override { fail(); }
    void attempt_ended(const attempt_event&) override { fail(); }
    void retry_decided(const retry_event&) override { fail(); }
    void call_ended(const call_event&) override { fail(); }
    [[nodiscard]] bool wants_capacity() const override { throw std::runtime_error("asked"); }

    int told = 0;

 private:
    void fail() {
        ++told;
        throw std::runtime_error("told");
    }
};

TEST(Observation, CallsDoNotSufferFromAnObserverThatThrows) {
    const auto bad = std::make_shared<thrower>();
    call_bench b({.observer = bad});
    b.wire->script({attempt::throttled(), attempt::answer()});
    EXPECT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(bad->told, 5);
}

TEST(Observers, AreAllToldInOrder) {
    const auto bad = std::make_shared<thrower>();
    const auto first = std::make_shared<written_events>();
    const auto second = std::make_shared<written_events>();
    second->capacity = true;
    const auto all = observers({bad, first, nullptr, second});
    EXPECT_TRUE(all->wants_capacity());
    call_bench b({.observer = all});
    b.wire->script({attempt::throttled(), attempt::answer()});
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(first->lines.size(), 5U);
    EXPECT_EQ(first->lines, second->lines);
    EXPECT_EQ(bad->told, 5);
}

TEST(Observers, OfNoneAndOfOne) {
    const auto one = std::make_shared<written_events>();
    EXPECT_EQ(observers({}), nullptr);
    EXPECT_EQ(observers({nullptr}), nullptr);
    EXPECT_EQ(observers({nullptr, one}), one);
}

}  // namespace
}  // namespace dynaco::test::observation_test
