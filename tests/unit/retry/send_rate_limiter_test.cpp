#include "retry/send_rate.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace dynaco::retry::send_rate_limiter_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const std::string arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/";

struct limiter_bench {
    using turn = send_rate_limiter::turn;

    std::unique_ptr<turn> turn_of(std::vector<std::string> resources, bool writes) {
        return std::make_unique<turn>(limiter, send_rate_scope{std::move(resources), writes});
    }
    std::unique_ptr<turn> read(std::string resource) { return turn_of({std::move(resource)}, false); }
    std::unique_ptr<turn> write(std::string resource) { return turn_of({std::move(resource)}, true); }

    // Ten responses a second for five seconds, then one that is throttled.
    void throttle(turn& t, const std::vector<throttling_reason>& reasons = {}) {
        for (int i = 0; i < 50; ++i) now += milliseconds(100), t.answered(false, {}, now);
        t.answered(true, reasons, now);
    }
    // Takes all available tokens.
    void drain(turn& t) {
        for (int i = 0; i < 100 && t.next(now) == milliseconds(0); ++i) continue;
        EXPECT_GT(t.next(now), milliseconds(0));
    }
    bool passes(turn& t) { return t.next(now) == milliseconds(0); }
    bool passes(const std::unique_ptr<turn>& t) { return passes(*t); }

    send_rate_limiter limiter{};
    send_rate_limiter::time_point now{seconds(1000)};
};

TEST(SendRateLimiter, LimitsWhatThrottles) {
    limiter_bench b;
    const auto hot = b.read("accounts");
    EXPECT_TRUE(b.passes(hot));
    EXPECT_EQ(b.limiter.limited(), 0U);
    b.throttle(*hot);
    EXPECT_EQ(b.limiter.limited(), 1U);
    b.drain(*hot);
    for (const auto& other :
         {b.write("accounts"), b.read("orders"), b.read("accounts/index/by_email"), b.read("accounts2")})
        EXPECT_TRUE(b.passes(other));
    EXPECT_FALSE(b.passes(b.read("accounts")));
}

TEST(SendRateLimiter, GoesByTheReasonsOfTheService) {
    limiter_bench b;
    const auto write = b.write("accounts");
    b.throttle(*write, {{.reason = "IndexWriteProvisionedThroughputExceeded",
                         .resource = arn + "accounts/index/by_email"}});
    EXPECT_EQ(b.limiter.limited(), 1U);
    b.drain(*write);
    EXPECT_FALSE(b.passes(b.write("accounts"))) << "every write of the table is one of the index";
    EXPECT_TRUE(b.passes(b.read("accounts/index/by_email")));
    EXPECT_TRUE(b.passes(b.read("accounts")));
    EXPECT_TRUE(b.passes(b.write("accounts2")));
}

TEST(SendRateLimiter, AnIndexThatThrottlesStartsWithTheRateOfItsTable) {
    limiter_bench b;
    const auto write = b.write("accounts");
    b.throttle(*write, {{.reason = "IndexWriteKeyRangeThroughputExceeded",
                         .resource = arn + "accounts/index/by_email"}});
    int sent = 0;
    for (int i = 0; i < 1000; ++i, b.now += milliseconds(1)) sent += b.passes(write) ? 1 : 0;
    EXPECT_GE(sent, 7) << "seven of ten a second";
    EXPECT_LE(sent, 15) << "and those that were in the bucket";
}

TEST(SendRateLimiter, WithoutReasonsAllTablesOfTheRequestAreSlowedDown) {
    limiter_bench b;
    const auto both = b.turn_of({"accounts", "orders"}, true);
    b.throttle(*both);
    EXPECT_EQ(b.limiter.limited(), 2U);
    limiter_bench named;
    const auto again = named.turn_of({"accounts", "orders"}, true);
    named.throttle(*again, {{.reason = "TableWriteAccountLimitExceeded", .resource = arn + "orders"}});
    EXPECT_EQ(named.limiter.limited(), 1U);
    named.drain(*again);
    EXPECT_TRUE(named.passes(named.write("accounts")));
    EXPECT_FALSE(named.passes(named.write("orders")));
}

TEST(SendRateLimiter, AResourceThatTheRequestDoesNotKnowFallsBackToTheRequest) {
    limiter_bench b;
    const auto statement = b.read("");  // PartiQL
    b.throttle(*statement, {{.reason = "TableReadAccountLimitExceeded", .resource = arn + "orders"}});
    b.drain(*statement);
    EXPECT_FALSE(b.passes(b.read("")));
    EXPECT_EQ(b.limiter.limited(), 2U) << "the named one, too";
    EXPECT_TRUE(b.passes(b.read("accounts")));
}

TEST(SendRateLimiter, ReasonsWithoutAResourceAreNone) {
    limiter_bench b;
    const auto read = b.read("accounts");
    b.throttle(*read, {{.reason = "TableReadAccountLimitExceeded"}, {}});
    EXPECT_EQ(b.limiter.limited(), 1U);
    b.drain(*read);
}

TEST(SendRateLimiter, TakesFromAllOrFromNone) {
    limiter_bench b;
    b.throttle(*b.write("accounts"));
    b.throttle(*b.write("orders"));
    b.drain(*b.write("orders"));
    const auto both = b.turn_of({"accounts", "orders"}, true);
    for (int i = 0; i < 50; ++i) EXPECT_FALSE(b.passes(both));
    EXPECT_TRUE(b.passes(b.write("accounts"))) << "waiting for the one took nothing of the other";
}

TEST(SendRateLimiter, WhoWaitsForOneHoldsUpNobodyAtTheOther) {
    limiter_bench b;
    b.throttle(*b.write("accounts"));
    b.throttle(*b.write("orders"));
    b.drain(*b.write("orders"));
    std::vector<std::unique_ptr<send_rate_limiter::turn>> line;
    for (int i = 0; i < 100; ++i) {
        line.push_back(b.turn_of({"accounts", "orders"}, true));
        EXPECT_FALSE(b.passes(line.back()));
    }
    EXPECT_TRUE(b.passes(b.write("accounts")));
}

TEST(SendRateLimiter, TheLineIsKept) {
    limiter_bench b;
    b.throttle(*b.read("accounts"));
    b.drain(*b.read("accounts"));
    const auto first = b.read("accounts");
    const auto second = b.read("accounts");
    const milliseconds wait = first->next(b.now);
    EXPECT_GT(second->next(b.now), wait) << "who came later waits longer";
    b.now += wait;
    EXPECT_FALSE(b.passes(b.read("accounts"))) << "a newcomer does not jump the line";
    EXPECT_FALSE(b.passes(second));
    EXPECT_TRUE(b.passes(first));
    EXPECT_FALSE(b.passes(second));
    b.now += wait + milliseconds(200);
    EXPECT_TRUE(b.passes(second));
}

TEST(SendRateLimiter, WhoGivesUpLeavesTheLine) {
    limiter_bench b;
    b.throttle(*b.read("accounts"));
    b.drain(*b.read("accounts"));
    auto first = b.read("accounts");
    const auto second = b.read("accounts");
    const milliseconds wait = first->next(b.now);
    EXPECT_FALSE(b.passes(second));
    b.now += wait;
    EXPECT_FALSE(b.passes(second));
    first.reset();
    EXPECT_TRUE(b.passes(second));
}

TEST(SendRateLimiter, LongWaitsComeInParts) {
    limiter_bench b;
    const auto slow = b.read("accounts");
    for (int i = 0; i < 20; ++i) b.now += seconds(1), slow->answered(true, {}, b.now);
    b.drain(*slow);
    EXPECT_EQ(slow->next(b.now), send_rate_limiter::longest_wait);
}

TEST(SendRateLimiter, ForgetsWhatNobodyUses) {
    limiter_bench b;
    for (int i = 0; i < 1000; ++i) (void)b.read("table" + std::to_string(i))->next(b.now);
    EXPECT_EQ(b.limiter.states(), 1000U);
    b.throttle(*b.read("table1"));
    b.now += minutes(3);
    EXPECT_TRUE(b.passes(b.read("table2")));
    b.now += minutes(4);
    EXPECT_TRUE(b.passes(b.read("table3")));
    EXPECT_EQ(b.limiter.states(), 2U) << "2 and 3";
    EXPECT_EQ(b.limiter.limited(), 0U);
}

TEST(SendRateLimiter, NeverHoldsMoreStatesThanItMay) {
    limiter_bench b;
    for (std::size_t i = 0; i < send_rate_limiter::max_states + 100; ++i)
        EXPECT_TRUE(b.passes(b.read("table" + std::to_string(i))));
    EXPECT_EQ(b.limiter.states(), send_rate_limiter::max_states);
    const auto beyond = b.read("one more");
    beyond->answered(true, {}, b.now);
    EXPECT_TRUE(b.passes(beyond)) << "not limited, but not lost either";
}

}  // namespace
}  // namespace dynaco::retry::send_rate_limiter_test
