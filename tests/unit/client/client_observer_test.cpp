#include "client_bench.hpp"
#include "support/fault_server/dead_ends.hpp"
#include "unit/client/exposition.hpp"

#include <dynaco/observing.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

/// The events that an observer gets for calls over real sockets.
namespace dynaco::test::client_observer_test {
namespace {

// The facts about an attempt that do not depend on the machine's speed.
class watcher final : public observer {
 public:
    void attempt_ended(const attempt_event& e) override {
        lines.push_back(std::string(e.why ? "failed" : "success") + ' ' + std::to_string(e.http_status) +
                        (e.connection == connection_use::opened ? " opened" : "") +
                        (e.connection == connection_use::reused ? " reused" : "") +
                        (e.stale_replaced > 0 ? " stale" : ""));
        endpoint = e.call.endpoint;
        request_bytes.push_back(e.request_bytes);
        reply_bytes.push_back(e.reply_bytes);
        timed = timed && e.times.exchange.count() > 0 && e.times.to_head <= e.times.exchange;
        request_ids.emplace_back(e.request_id);
    }
    void call_ended(const call_event& e) override {
        timed = timed && e.duration >= e.times.exchange;
        ++ended;
    }

    std::vector<std::string> lines{};
    std::vector<std::uint64_t> request_bytes{};
    std::vector<std::uint64_t> reply_bytes{};
    std::vector<std::string> request_ids{};
    std::string endpoint{};
    bool timed = true;
    int ended = 0;
};

TEST_F(Client, TellsObserversWhatItsConnectionsDo) {
    const auto seen = std::make_shared<watcher>();
    const auto counters = std::make_shared<metrics>();
    auto options = to_server();
    options.observer = observers({seen, counters});
    options.retry.throttling_base_delay = milliseconds(1);
    const client db = make(options);
    server.otherwise(two_tables);
    ASSERT_TRUE(ask(db));
    ASSERT_TRUE(ask(db));
    server.close_all_connections();
    ASSERT_TRUE(ask(db));
    server.script({throttled()});
    ASSERT_TRUE(ask(db));
    ASSERT_EQ(seen->lines.size(), 5U);
    EXPECT_EQ(seen->lines.at(0), "success 200 opened");
    EXPECT_EQ(seen->lines.at(1), "success 200 reused");
    EXPECT_TRUE(seen->lines.at(2).starts_with("success 200 opened")) << "perhaps found to be stale";
    EXPECT_EQ(seen->lines.at(3), "failed 400 reused");
    EXPECT_EQ(seen->lines.at(4), "success 200 reused");
    EXPECT_EQ(seen->endpoint, server.url());
    EXPECT_EQ(seen->request_ids.at(3), request_id(4));
    EXPECT_EQ(seen->reply_bytes.at(0), std::string(R"({"TableNames":["a","b"]})").size());
    EXPECT_GT(seen->request_bytes.at(0), server.requests().at(0).body.size() + 300);
    EXPECT_TRUE(seen->timed);
    EXPECT_EQ(seen->ended, 4);

    const exposition page(counters->to_prometheus());
    EXPECT_EQ(page.value("dynaco_calls_total", {{"operation", "ListTables"}, {"outcome", "success"}}), 4);
    EXPECT_EQ(page.value("dynaco_throttles_total", {{"operation", "ListTables"}}), 1);
    EXPECT_EQ(page.value("dynaco_connection_uses_total", {{"kind", "reused"}}), 3);
    EXPECT_EQ(page.value("dynaco_calls_in_flight"), 0);
    EXPECT_GT(counters->quantile("ListTables", 1).count(), 0);
}

TEST_F(Client, TellsObserversThatNoConnectionWasMade) {
    const refusing_port closed;
    const auto seen = std::make_shared<watcher>();
    auto options = to_server();
    options.endpoint = closed.url();
    options.retry.max_attempts = 1;
    options.observer = seen;
    EXPECT_EQ(fail(make(options)).cause(), errc::connect_failed);
    EXPECT_EQ(seen->lines, std::vector<std::string>{"failed 0"});
    EXPECT_EQ(seen->request_bytes.at(0), 0U);
}

}  // namespace
}  // namespace dynaco::test::client_observer_test
