#include "unit/transport/opening_bench.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::test::tls_resumption_test {
namespace {

using opened = opening_bench::opened;

bool is_resumed(const opened& c) { return c && (**c).resumed; }

class TlsResumption : public testing::TestWithParam<tls_protocol> {
 protected:
    /// Opens a connection, sends one request, during which sessions of TLS 1.3 arrive, and closes the
    /// connection.
    static bool resumes(opening_bench& b) {
        const opened c = b.open();
        EXPECT_EQ(b.ask(c), "{}");
        return is_resumed(c);
    }

    const tls_options options{.protocol = GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Over, TlsResumption, testing::Values(tls_protocol::only_1_2, tls_protocol::only_1_3),
                         [](const auto& over) {
                             return std::string(over.param == tls_protocol::only_1_2 ? "Tls12" : "Tls13");
                         });

TEST_P(TlsResumption, LaterConnectionsResume) {
    const fault_server server(options);
    opening_bench b(server);
    EXPECT_FALSE(resumes(b)) << "the first has nothing to resume";
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(resumes(b)) << i;
}

TEST_P(TlsResumption, ConnectionThatBreaksLeavesItsSession) {
    fault_server server(options);
    server.script({reply{}.reset_after(10)});
    opening_bench b(server);
    {
        const opened c = b.open();
        EXPECT_NE(b.ask(c), "{}");
    }
    EXPECT_TRUE(resumes(b));
}

TEST_P(TlsResumption, SessionsAreOfOneOrigin) {
    const fault_server server(options);
    opening_bench b(server);
    EXPECT_FALSE(resumes(b));
    b.to.host = "127.0.0.1";
    EXPECT_FALSE(resumes(b)) << "another name, though the same server";
    EXPECT_TRUE(resumes(b));
}

TEST_P(TlsResumption, SessionsAreOfOneContext) {
    const fault_server server(options);
    opening_bench b(server);
    EXPECT_FALSE(resumes(b));
    b.trust(server.ca_pem_file());
    EXPECT_FALSE(resumes(b)) << "nothing that was verified otherwise";
}

TEST_P(TlsResumption, ServerThatForgotTheSessionIsGreetedAnew) {
    const fault_server server(options);
    const fault_server successor(options);
    opening_bench b(server);
    b.setup.tls = transport::make_tls_context("", false).value();  // trusts both
    b.resolve_to({{loopback(server.port())}, {loopback(successor.port())}});
    EXPECT_FALSE(resumes(b));
    EXPECT_FALSE(resumes(b)) << "a full handshake, and no failure";
    EXPECT_EQ(successor.connections(), 1U);
    EXPECT_TRUE(resumes(b)) << "the successor's own session";
}

TEST_P(TlsResumption, SessionIsNoPassForAnotherServer) {
    const fault_server server(options);
    const fault_server impostor(options);
    opening_bench b(server);
    b.resolve_to({{loopback(server.port())}, {loopback(impostor.port())}, {loopback(server.port())}});
    EXPECT_FALSE(resumes(b));
    const failure why = b.fail();
    EXPECT_EQ(why.cause(), errc::certificate_rejected) << why.text();
    EXPECT_TRUE(impostor.requests().empty());
    EXPECT_FALSE(resumes(b)) << "after a failure without the sessions that might be its reason";
    EXPECT_TRUE(resumes(b));
}

TEST_P(TlsResumption, ManyConnectionsAtOnce) {
    const fault_server server(options);
    opening_bench b(server);
    std::vector<opened> all;
    for (int i = 0; i < 5; ++i) {
        all.push_back(b.open());
        EXPECT_EQ(b.ask(all.back()), "{}");
    }
    EXPECT_FALSE(is_resumed(all.front()));
    EXPECT_TRUE(is_resumed(all.back()));
}

}  // namespace
}  // namespace dynaco::test::tls_resumption_test
