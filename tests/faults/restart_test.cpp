#include "faults/calls.hpp"
#include "support/fault_server/fault_server.hpp"
#include "support/fault_service/fault_service.hpp"
#include "support/run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace dynaco::test::restart_test {
namespace {

using std::chrono::milliseconds;

// A server closes all its connections several times under load. Every call succeeds, and no acknowledged
// write is lost or applied twice.
TEST(ServerRestart, LosesNoAcknowledgedWrite) {
    constexpr int calls = 200;
    fault_service service;
    fault_server server;
    server.on_request([&](const received_request& request) { return service.answer(request); });
    boost::asio::io_context io{1};
    const client db(io.get_executor(), {.region = "eu-west-1",
                                        .endpoint = server.url(),
                                        .credentials = static_credentials("AKID", "secret"),
                                        .proxy = "none",
                                        .max_connections = 4,
                                        .retry = {.max_attempts = 50, .base_delay = milliseconds(1)}});
    std::vector<std::shared_ptr<pending<result<bool>>>> all;
    for (int i = 0; i < calls; ++i)
        all.push_back(start(io.get_executor(), add_to_both(db, std::to_string(i), "sum")));
    const auto done = [&] { return std::ranges::count_if(all, [](const auto& each) { return each->done; }); };
    for (int restarts = 1; restarts <= 4; ++restarts) {
        run_until(io, [&] { return done() >= restarts * calls / 5; });
        server.close_all_connections();
    }
    run_until(io, [&] { return done() == calls; });
    int acknowledged = 0;
    for (int i = 0; i < calls; ++i) {
        const auto told = all[static_cast<std::size_t>(i)]->get();
        EXPECT_TRUE(told) << told.error().text();
        if (told) ++acknowledged;
        EXPECT_EQ(service.number_of(std::to_string(i), "count"), 1) << i;
    }
    EXPECT_EQ(acknowledged, calls);
    EXPECT_EQ(service.number_of("sum", "count"), calls);
}

}  // namespace
}  // namespace dynaco::test::restart_test
