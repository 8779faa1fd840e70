#include "transport/connect/lookups.hpp"

#include "support/cancellable.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace dynaco::transport::lookups_test {
namespace {

namespace asio = boost::asio;
using test::run;
using test::start;

address_list one(const char* text) { return {asio::ip::make_address(text)}; }

/// Lookups of names that block until they are released.
struct names {
    lookup_outcome look_up(const std::string& host) {
        std::unique_lock lock(mutex);
        ++asked[host];
        changed.notify_all();
        changed.wait(lock, [&] { return !blocked.contains(host); });
        const auto at = known.find(host);
        if (at != known.end()) return {at->second};
        return {failure(errc::resolve_failed, {.detail = "no answer"}), host == "nowhere"};
    }
    void block(const std::string& host) {
        const std::lock_guard lock(mutex);
        blocked.insert(host);
    }
    void let_go(const std::string& host) {
        const std::lock_guard lock(mutex);
        blocked.erase(host);
        changed.notify_all();
    }
    void wait_for_question(const std::string& host) {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return asked[host] > 0; });
    }
    int times(const std::string& host) {
        const std::lock_guard lock(mutex);
        return asked[host];
    }

    std::mutex mutex{};
    std::condition_variable changed{};
    std::set<std::string> blocked{};
    std::map<std::string, int> asked{};
    std::map<std::string, address_list> known{{"a", one("10.0.0.1")}, {"b", one("::1")}};
};

struct Lookups : testing::Test {
    auto make(std::size_t threads = 16, std::chrono::milliseconds idle = std::chrono::seconds(10)) {
        return std::make_shared<lookups>([n = n](const std::string& host) { return n->look_up(host); },
                                         lookups::limits{.threads = threads, .idle = idle, .remembered = 2});
    }
    auto ask(const std::shared_ptr<lookups>& of, std::string host) {
        return start(io.get_executor(), of->find(std::move(host)));
    }

    asio::io_context io{1};
    std::shared_ptr<names> n = std::make_shared<names>();
};

TEST_F(Lookups, OneServesAllWhoAskForTheName) {
    const auto all = make();
    n->block("a");
    std::vector<decltype(ask(all, "a"))> asking;
    for (int i = 0; i < 64; ++i) asking.push_back(ask(all, "a"));
    io.poll();
    n->wait_for_question("a");
    n->let_go("a");
    test::run_until(io,
                    [&] { return std::ranges::all_of(asking, [](const auto& each) { return each->done; }); });
    for (const auto& each : asking) EXPECT_EQ(each->get().value(), one("10.0.0.1"));
    EXPECT_EQ(n->times("a"), 1);
    EXPECT_EQ(run(io, all->find("a")).value(), one("10.0.0.1"));
    EXPECT_EQ(n->times("a"), 2) << "asked anew";
}

TEST_F(Lookups, ADeadNameHoldsNobodyElseUp) {
    const auto all = make();
    n->block("dead");
    const auto dead = ask(all, "dead");
    io.poll();
    n->wait_for_question("dead");
    EXPECT_EQ(run(io, all->find("b")).value(), one("::1"));
    EXPECT_FALSE(dead->done);
    n->let_go("dead");
    test::run_until(io, [&] { return dead->done; });
    EXPECT_EQ(dead->get().error().cause(), errc::resolve_failed);
}

TEST_F(Lookups, WhoIsCancelledWaitsNoLongerAndKeepsNoContext) {
    const auto all = make();
    n->block("dead");
    const auto call = test::start_cancellable(io.get_executor(), all->find("dead"));
    io.poll();
    n->wait_for_question("dead");
    call->cancel();
    EXPECT_TRUE(test::runs_dry(io));
    ASSERT_TRUE(call->done);
    const auto outcome = call->get();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().cause(), errc::canceled);
    n->let_go("dead");
}

TEST_F(Lookups, WhatNobodyWaitsForIsNotBegun) {
    const auto all = make(1);
    n->block("dead");
    const auto dead = ask(all, "dead");
    io.poll();
    n->wait_for_question("dead");
    {
        asio::io_context other{1};
        for (const char* host : {"x", "y", "a"}) (void)start(other.get_executor(), all->find(host));
        other.poll();
    }  // its coroutines are destroyed
    const auto b = ask(all, "b");
    io.poll();
    n->let_go("dead");
    test::run_until(io, [&] { return b->done && dead->done; });
    EXPECT_EQ(b->get().value(), one("::1"));
    for (const char* host : {"x", "y", "a"}) EXPECT_EQ(n->times(host), 0) << host;
}

TEST_F(Lookups, TheLastAddressesServeWhereThereIsNoAnswer) {
    const auto all = make();
    EXPECT_TRUE(run(io, all->find("a")));
    n->known.erase("a");
    EXPECT_EQ(run(io, all->find("a")).value(), one("10.0.0.1"));
    EXPECT_EQ(run(io, all->find("c")).error().cause(), errc::resolve_failed) << "never known";
    n->known["nowhere"] = one("10.0.0.9");
    EXPECT_TRUE(run(io, all->find("nowhere")));
    n->known.erase("nowhere");
    EXPECT_EQ(run(io, all->find("nowhere")).error().cause(), errc::resolve_failed) << "it is gone";
}

TEST_F(Lookups, ThreadsEndAndAreStartedAgain) {
    const auto all = make(2, std::chrono::milliseconds(0));
    for (int round = 0; round < 3; ++round) {
        EXPECT_TRUE(run(io, all->find("a")));
        EXPECT_TRUE(run(io, all->find("b")));
    }
    EXPECT_EQ(n->times("a"), 3);
}

TEST(AskSystem, FindsTheLoopbackAndNotWhatIsNowhere) {
    const lookup_outcome here = ask_system("localhost");
    ASSERT_TRUE(here.found) << here.found.error().text();
    for (const auto& each : *here.found) EXPECT_TRUE(each.is_loopback());
    const lookup_outcome literal = ask_system("::1");
    ASSERT_TRUE(literal.found);
    EXPECT_EQ(*literal.found, one("::1"));
    EXPECT_EQ(ask_system("no such host").found.error().cause(), errc::resolve_failed);
}

}  // namespace
}  // namespace dynaco::transport::lookups_test
