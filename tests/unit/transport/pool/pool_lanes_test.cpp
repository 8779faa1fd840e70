#include "unit/transport/pool_bench.hpp"

#include <chrono>
#include <optional>
#include <thread>
#include <vector>

namespace dynaco::test {
namespace {

using std::chrono::microseconds;

dynaco::transport::steady_time now() { return std::chrono::steady_clock::now(); }

template <class F>
void on_another_thread(F f) {
    std::thread(f).join();
}

/// A pool whose threads keep the connections that they return.
struct lanes_bench : pool_bench {
    explicit lanes_bench(const fault_server& server, const limits& l = {}) : pool_bench(server, l) {
        ask();
        for (int i = 0; i < 64; ++i) EXPECT_TRUE(take_idle());  // and no call waits
    }
    std::optional<lease> take_idle() { return connections->take_idle(place, now(), true); }
    // Lets another thread keep `count` connections. One more stays idle.
    void let_another_thread_keep(std::size_t count) {
        std::vector<leased> held;
        while (held.size() < count) held.push_back(take());
        take();
        for (int i = 0; i < 63; ++i) EXPECT_TRUE(take_idle());
        on_another_thread([&held] { held.clear(); });
    }
};

TEST(PoolLanes, WhatAThreadKeepsServesTheOthers) {
    const fault_server server;
    lanes_bench b(server);
    on_another_thread([&b] { EXPECT_TRUE(b.take_idle()); });
    EXPECT_TRUE(b.take_idle());
    EXPECT_TRUE(*b.take());
    EXPECT_EQ(server.connections(), 1U);
}

TEST(PoolLanes, ACallThatWaitsGetsWhatAnotherThreadReturns) {
    const fault_server server;
    lanes_bench b(server, one_connection());
    auto held = b.take_idle();
    ASSERT_TRUE(held);
    const auto waiting = b.start_taking();
    b.settle();
    EXPECT_FALSE(waiting->done);
    on_another_thread([&held] { held.reset(); });
    b.finish(waiting);
    EXPECT_TRUE(*waiting->get());
    EXPECT_EQ(server.connections(), 1U);
}

TEST(PoolLanes, KeptConnectionsAreCountedAsIdle) {
    const fault_server server;
    lanes_bench b(server);
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(b.take_idle());
    auto held = b.take_idle();
    EXPECT_EQ(b.counts().in_use, 1U);
    EXPECT_EQ(b.counts().idle, 0U);
    on_another_thread([&b] { EXPECT_FALSE(b.take_idle()); });
    held.reset();
    EXPECT_EQ(b.counts().in_use, 0U);
    EXPECT_EQ(b.counts().idle, 1U);
    EXPECT_EQ(b.counts().reused, 64U + 5U + 1U);
}

TEST(PoolLanes, WhatAThreadKeepsExpires) {
    const fault_server server;
    lanes_bench b(server, {.idle_timeout = seconds(50)});
    b.let_another_thread_keep(3);
    EXPECT_EQ(b.counts().idle, 4U);
    EXPECT_FALSE(b.connections->take_idle(b.place, now() + seconds(60), true));
    EXPECT_EQ(b.counts().closed.idle, 4U);
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

TEST(PoolLanes, WhatAThreadKeepsGrowsOld) {
    const fault_server server;
    lanes_bench b(server, {.idle_timeout = std::chrono::hours(1), .max_age = seconds(50)});
    EXPECT_FALSE(b.connections->take_idle(b.place, now() + seconds(60), true));
    EXPECT_EQ(b.counts().closed.age, 1U);
}

TEST(PoolLanes, AreEmptiedWithThePool) {
    const fault_server server;
    lanes_bench b(server);
    b.let_another_thread_keep(2);
    b.connections->drop_idle(b.place);
    EXPECT_TRUE(server.wait_for_open_connections(0));
    b.let_another_thread_keep(2);
    b.connections->drop_all_idle();
    EXPECT_TRUE(server.wait_for_open_connections(0));
    b.let_another_thread_keep(2);
    b.connections->close();
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

// --- the check before a connection is used again ---

TEST(PoolLook, AReadTrustsAConnectionThatWasUsedAMomentAgo) {
    fault_server server;
    server.script({reply{"{}"}.close_after_reply()});
    pool_bench b(server);
    dynaco::transport::steady_time heard{};
    {
        const auto used = b.take();
        EXPECT_TRUE(b.ask(used).reply);
        heard = (**used)->heard;
        EXPECT_TRUE(server.wait_for_open_connections(0));
    }
    {
        const auto read = b.connections->take_idle(b.place, heard + microseconds(900), false);
        ASSERT_TRUE(read);
        EXPECT_TRUE((*read)->idled) << "so that the call is made again, if the connection is closed";
    }
    EXPECT_FALSE(b.connections->take_idle(b.place, heard + microseconds(900), true)) << "a write looks";
    EXPECT_EQ(b.counts().closed.by_server, 1U);
}

TEST(PoolLook, ALaterReadLooks) {
    fault_server server;
    server.script({reply{"{}"}.close_after_reply()});
    pool_bench b(server);
    dynaco::transport::steady_time heard{};
    {
        const auto used = b.take();
        EXPECT_TRUE(b.ask(used).reply);
        heard = (**used)->heard;
        EXPECT_TRUE(server.wait_for_open_connections(0));
    }
    EXPECT_FALSE(b.connections->take_idle(b.place, heard + milliseconds(2), false));
}

TEST(PoolLook, ACallThatWaitedLooksUnlessItReadsAMomentAfterTheLastResponse) {
    const fault_server server;
    pool_bench b(server, one_connection());
    for (const bool writes : {false, true})
        for (const bool recent : {false, true}) {
            auto used = b.take();
            EXPECT_TRUE(b.ask(used).reply);
            (**used)->heard = now() + (recent ? seconds(60) : -seconds(60));
            const auto waits = b.start_taking(seconds(20), writes);
            b.settle();
            used.reset();
            b.finish(waits);
            const auto got = waits->get();
            ASSERT_EQ(cause_of(got), errc{});
            EXPECT_EQ((**got)->idled, recent && !writes) << "writes: " << writes << ", recent: " << recent;
        }
}

}  // namespace
}  // namespace dynaco::test
