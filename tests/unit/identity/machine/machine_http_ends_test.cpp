#include "support/cancellable.hpp"
#include "support/fault_server/dead_ends.hpp"
#include "unit/identity/machine/machine_http_bench.hpp"

#include <gtest/gtest.h>

#include <memory>

/// Requests of the HTTP client for credentials that end early: timeouts, cancellation, the end of the
/// context.
namespace dynaco::test::machine_http_ends_test {
namespace {

using MachineHttpEnds = MachineHttp;

TEST_F(MachineHttpEnds, ConnectingTakesTooLong) {
    const blackhole silent(blackhole_kind::never_connects);
    http_request r;
    r.origin = {.tls = false, .host = "127.0.0.1", .port = silent.port()};
    r.connect_timeout = milliseconds(20);
    const failure why = fail(r);
    EXPECT_EQ(why.cause(), errc::connect_timed_out);
    const std::string place = "127.0.0.1:" + std::to_string(silent.port());
    EXPECT_EQ(why.diagnostics().detail, "GET http://" + place + "/: connecting to " + place);
    EXPECT_TRUE(runs_dry(io));
}

TEST_F(MachineHttpEnds, HandshakeTakesTooLong) {
    const fault_server stalling{{.handshake = tls_handshake::stall}};
    use({.ca_file = stalling.ca_pem_file().string()});
    http_request r = request_to(stalling);
    r.connect_timeout = milliseconds(200);
    const failure why = fail(r);
    EXPECT_EQ(why.cause(), errc::connect_timed_out);
    EXPECT_NE(why.diagnostics().detail.find("TLS handshake with"), std::string::npos) << why.text();
    EXPECT_TRUE(runs_dry(io));
}

TEST_F(MachineHttpEnds, ReplyTakesTooLong) {
    for (const reply& each :
         {reply::stall(), reply{"token"}.stall_after(10), reply{"token"}.stall_after(180)}) {
        server.script({each});
        http_request r = request_to(server);
        r.timeout = milliseconds(20);
        EXPECT_EQ(fail(r).cause(), errc::attempt_timed_out);
        EXPECT_TRUE(server.wait_for_open_connections(0));
    }
    EXPECT_TRUE(runs_dry(io));
}

TEST_F(MachineHttpEnds, LimitsOfALifetimeDoNotOverflow) {
    http_request r = request_to(server);
    r.connect_timeout = r.timeout = milliseconds::max();
    EXPECT_EQ(body_of(r), "{}");
}

TEST_F(MachineHttpEnds, ExecutorMayEndFirst) {
    server.script({reply::stall()});
    const http_request r = request_to(server);
    {
        boost::asio::io_context short_lived;
        const auto p = start(short_lived.get_executor(), http->send(r));
        EXPECT_TRUE(run_until_stalled(short_lived));
        EXPECT_FALSE(p->done);
    }
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

struct CancelledHttp : MachineHttp {
    void begin(const http_request& request) {
        call = start_cancellable(io.get_executor(), http->send(request));
    }
    errc end() {
        run_until(io, [this] { return call->done; });
        EXPECT_TRUE(runs_dry(io));
        EXPECT_FALSE(call->thrown) << "the result has the failure";
        const reply_result got = call->get();
        return got ? errc{} : got.error().cause();
    }

    std::shared_ptr<cancellable<reply_result>> call{};
};

TEST_F(CancelledHttp, WhileConnecting) {
    const blackhole silent(blackhole_kind::never_connects);
    http_request r;
    r.origin = {.tls = false, .host = "127.0.0.1", .port = silent.port()};
    r.connect_timeout = std::chrono::seconds(60);
    begin(r);
    io.run_for(milliseconds(20));
    EXPECT_FALSE(call->done);
    call->cancel();
    EXPECT_EQ(end(), errc::canceled);
}

TEST_F(CancelledHttp, WhileShakingHands) {
    const fault_server stalling{{.handshake = tls_handshake::stall}};
    use({.ca_file = stalling.ca_pem_file().string()});
    const http_request r = request_to(stalling);
    begin(r);
    io.run_for(milliseconds(20));
    EXPECT_FALSE(call->done);
    call->cancel();
    EXPECT_EQ(end(), errc::canceled);
    EXPECT_TRUE(stalling.wait_for_open_connections(0));
}

TEST_F(CancelledHttp, WhileTheReplyIsAwaited) {
    server.script({reply::stall()});
    const http_request r = request_to(server);
    begin(r);
    EXPECT_TRUE(run_until_stalled(io));
    EXPECT_FALSE(call->done);
    call->cancel();
    EXPECT_EQ(end(), errc::canceled);
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

TEST_F(CancelledHttp, BeforeItBegins) {
    const http_request r = request_to(server);
    begin(r);
    call->cancel();
    EXPECT_EQ(end(), errc::canceled);
    EXPECT_TRUE(server.requests().empty());
}

}  // namespace
}  // namespace dynaco::test::machine_http_ends_test
