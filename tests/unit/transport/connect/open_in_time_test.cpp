#include "transport/connect/open_connection.hpp"
#include "unit/transport/opening_bench.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace dynaco::test::open_in_time_test {
namespace {

namespace asio = boost::asio;
using dynaco::transport::awaitable;
using dynaco::transport::open_in_time;
using addresses = result<std::vector<asio::ip::tcp::endpoint>>;

/// Returns when the test releases it, and ignores cancellation, like getaddrinfo.
class stubborn_resolver final : public dynaco::transport::resolver {
 public:
    awaitable<addresses> resolve(const std::string&, std::uint16_t) override {
        co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
        asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::hours(1));
        bell = &timer;
        boost::system::error_code ignored;
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        bell = nullptr;
        addresses none = failure(errc::resolve_failed, {.detail = "too late"});
        co_return none;
    }

    asio::steady_timer* bell = nullptr;
};

class throwing_resolver final : public dynaco::transport::resolver {
 public:
    awaitable<addresses> resolve(const std::string&, std::uint16_t) override {
        throw std::runtime_error("out of names");
    }
};

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
    b.setup.names = std::make_shared<throwing_resolver>();
    EXPECT_THROW((void)run(b.io, open_in_time(b.to, setup(), in(seconds(60)))), std::runtime_error);
    EXPECT_TRUE(runs_dry(b.io));
}

TEST_F(OpenInTime, StubbornResolverIsLeftBehind) {
    const auto names = std::make_shared<stubborn_resolver>();
    b.setup.names = names;
    const opened c = run(b.io, open_in_time(b.to, setup(), in(milliseconds(20))));
    ASSERT_FALSE(c);
    EXPECT_EQ(c.error().cause(), errc::connect_timed_out);
    EXPECT_EQ(c.error().diagnostics().detail, "resolving localhost");
    ASSERT_TRUE(names->bell) << "it goes on by itself";
    names->bell->cancel();
    EXPECT_TRUE(runs_dry(b.io));
}

TEST_F(OpenInTime, CancelledBesideAStubbornResolver) {
    const auto names = std::make_shared<stubborn_resolver>();
    b.setup.names = names;
    asio::cancellation_signal signal;
    std::optional<opened> got;
    asio::co_spawn(b.io, open_in_time(b.to, setup(), in(seconds(60))),
                   asio::bind_cancellation_slot(signal.slot(), [&got](const std::exception_ptr&, opened c) {
                       got.emplace(std::move(c));
                   }));
    run_until(b.io, [&names] { return names->bell != nullptr; });
    signal.emit(asio::cancellation_type::terminal);
    run_until(b.io, [&got] { return got.has_value(); });
    ASSERT_FALSE(*got);
    EXPECT_EQ(got->error().cause(), errc::canceled);
    names->bell->cancel();
    EXPECT_TRUE(runs_dry(b.io));
}

}  // namespace
}  // namespace dynaco::test::open_in_time_test
