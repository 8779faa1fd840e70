#include "transport/connect/open_connection.hpp"
#include "unit/transport/opening_bench.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>

namespace dynaco::test::open_in_time_test {
namespace {

using dynaco::transport::open_in_time;

struct OpenInTime : testing::Test {
    using opened = opening_bench::opened;

    auto setup() { return std::make_shared<const dynaco::transport::connection_setup>(b.setup); }
    static auto in(milliseconds time) { return std::chrono::steady_clock::now() + time; }

    fault_server server{};
    opening_bench b{server};
};

TEST_F(OpenInTime, GivesTheConnection) {
    const opened c = run(b.io, open_in_time(b.to, setup(), in(seconds(60))));
    EXPECT_EQ(b.ask(c), "{}");
}

TEST_F(OpenInTime, GivesTheFailure) {
    b.resolve_to({endpoint_list{}});
    const opened c = run(b.io, open_in_time(b.to, setup(), in(seconds(60))));
    ASSERT_FALSE(c);
    EXPECT_EQ(c.error().cause(), errc::resolve_failed);
    EXPECT_TRUE(runs_dry(b.io));
}

TEST_F(OpenInTime, GivesTheException) {
    b.names->throws = std::make_exception_ptr(std::runtime_error("out of names"));
    EXPECT_THROW((void)run(b.io, open_in_time(b.to, setup(), in(seconds(60)))), std::runtime_error);
    EXPECT_TRUE(runs_dry(b.io));
}

TEST_F(OpenInTime, StubbornResolverIsLeftBehind) {
    b.resolve_to({endpoint_list{}});
    b.names->held.hold();
    const opened c = run(b.io, open_in_time(b.to, setup(), in(milliseconds(20))));
    ASSERT_FALSE(c);
    EXPECT_EQ(c.error().cause(), errc::connect_timed_out);
    EXPECT_EQ(c.error().diagnostics().detail, "resolving localhost");
    EXPECT_TRUE(b.names->held.has_waiting()) << "it goes on by itself";
    b.names->held.release();
    EXPECT_TRUE(runs_dry(b.io));
}

TEST_F(OpenInTime, CancelledBesideAStubbornResolver) {
    b.resolve_to({endpoint_list{}});
    b.names->held.hold();
    const auto call = start_cancellable(b.io.get_executor(), open_in_time(b.to, setup(), in(seconds(60))));
    run_until(b.io, [this] { return b.names->held.has_waiting(); });
    call->cancel();
    run_until(b.io, [&call] { return call->done; });
    const opened c = call->get();
    ASSERT_FALSE(c);
    EXPECT_EQ(c.error().cause(), errc::canceled);
    b.names->held.release();
    EXPECT_TRUE(runs_dry(b.io));
}

}  // namespace
}  // namespace dynaco::test::open_in_time_test
