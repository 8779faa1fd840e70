#include "client/call/gate.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace call_gate_test {
namespace {

using dynaco::detail::call_gate;

TEST(CallGate, CountsTheCallsUnderWay) {
    dynaco::detail::call_gate gate;
    EXPECT_TRUE(gate.empty());
    const auto first = gate.enter();
    EXPECT_TRUE(first);
    {
        const auto second = gate.enter();
        EXPECT_TRUE(second);
    }
    EXPECT_FALSE(gate.empty());
}

TEST(CallGate, LetsNoCallInOnceItIsShut) {
    dynaco::detail::call_gate gate;
    {
        const auto before = gate.enter();
        gate.shut();
        EXPECT_TRUE(before);
        EXPECT_FALSE(gate.enter());
        EXPECT_FALSE(gate.empty());
    }
    EXPECT_TRUE(gate.empty());
}

TEST(CallGate, StaysEmptyWhileCallsAreRefused) {
    dynaco::detail::call_gate gate;
    gate.shut();
    std::atomic<bool> enough = false;
    std::atomic<int> refused = 0;
    std::thread caller([&] {
        while (!enough)
            if (!gate.enter()) ++refused;
    });
    while (refused == 0) std::this_thread::yield();
    int seen_full = 0;
    for (int i = 0; i < 200'000; ++i) seen_full += gate.empty() ? 0 : 1;
    enough = true;
    caller.join();
    EXPECT_EQ(seen_full, 0);
}

}  // namespace
}  // namespace call_gate_test
