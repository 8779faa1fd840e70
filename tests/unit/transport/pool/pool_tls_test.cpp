#include "support/fault_server/temporary_file.hpp"
#include "support/fault_server/tls/certificates.hpp"
#include "unit/transport/pool_bench.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace dynaco::test::pool_tls_test {
namespace {

struct tls_case {
    const char* name;
    tls_options server;
    const char* host;
    errc cause;
    const char* words;
};

class PoolTls : public testing::TestWithParam<tls_case> {};

TEST_P(PoolTls, RefusesBadPeersAndSaysWhy) {
    const fault_server server(GetParam().server);
    pool_bench b({.tls = true, .host = GetParam().host, .port = server.port()}, server.ca_pem_file(),
                 {.connect_timeout = milliseconds(300)});
    const failure why = b.fail();
    EXPECT_EQ(why.cause(), GetParam().cause) << why.text();
    EXPECT_NE(why.text().find(GetParam().words), std::string::npos) << why.text();
    EXPECT_TRUE(server.requests().empty());
    EXPECT_TRUE(runs_dry(b.io));
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

INSTANTIATE_TEST_SUITE_P(
    All, PoolTls,
    testing::Values(
        tls_case{"Expired",
                 {.certificate = certificate_kind::expired},
                 "localhost",
                 errc::certificate_rejected,
                 "expired"},
        tls_case{"OtherHost",
                 {.certificate = certificate_kind::wrong_host},
                 "localhost",
                 errc::certificate_rejected,
                 "mismatch"},
        tls_case{"OtherAddress",
                 {.certificate = certificate_kind::wrong_host},
                 "127.0.0.1",
                 errc::certificate_rejected,
                 "mismatch"},
        tls_case{"SelfSigned",
                 {.certificate = certificate_kind::self_signed},
                 "localhost",
                 errc::certificate_rejected,
                 "self-signed"},
        tls_case{"Tls11", {.protocol = tls_protocol::only_1_1}, "localhost", errc::tls_failed, "TLS 1.2"},
        tls_case{"Garbage", {.handshake = tls_handshake::garbage}, "localhost", errc::tls_failed, "http://"},
        tls_case{"Closes", {.handshake = tls_handshake::close}, "localhost", errc::tls_failed, "handshake"},
        tls_case{"Stalls",
                 {.handshake = tls_handshake::stall},
                 "localhost",
                 errc::connect_timed_out,
                 "connect_timeout"}),
    [](const auto& tried) { return std::string(tried.param.name); });

TEST(PoolTls, UnknownAuthority) {
    const fault_server server{tls_options{}};
    const fault_server other{tls_options{}};
    pool_bench b(pool_bench::place_of(server), other.ca_pem_file(), {});
    const failure why = b.fail();
    EXPECT_EQ(why.cause(), errc::certificate_rejected) << why.text();
    EXPECT_EQ(why.code(), make_error_condition(condition::denied));
    EXPECT_NE(why.text().find("ca_file"), std::string::npos) << why.text();
    EXPECT_TRUE(server.requests().empty());
}

TEST(PoolTls, PlainServerThatWaitsForMore) {
    const fault_server server;
    const fault_server secure{tls_options{}};
    pool_bench b({.tls = true, .host = "127.0.0.1", .port = server.port()}, secure.ca_pem_file(),
                 {.connect_timeout = milliseconds(200)});
    const failure why = b.fail();
    EXPECT_EQ(why.cause(), errc::connect_timed_out) << why.text();
    EXPECT_NE(why.text().find("check the endpoint"), std::string::npos) << why.text();
}

TEST(PoolTls, GoodPeersByNameAndByAddress) {
    for (const tls_protocol version : {tls_protocol::any, tls_protocol::only_1_2, tls_protocol::only_1_3}) {
        const fault_server server{{.protocol = version}};
        for (const char* host : {"localhost", "127.0.0.1"}) {
            pool_bench b({.tls = true, .host = host, .port = server.port()}, server.ca_pem_file(), {});
            EXPECT_EQ(b.text(), "{}");
            EXPECT_EQ(b.text(), "{}");
        }
        EXPECT_EQ(server.connections(), 2U);
    }
}

TEST(PoolTls, AuthoritiesAreReadOnceForAllClients) {
    using dynaco::transport::make_tls_context;
    const auto store_of = [](const auto& context) {
        return SSL_CTX_get_cert_store(context.value()->native_handle());
    };
    const certificate_authority first;
    const certificate_authority second;
    const temporary_file file(first.pem());
    const auto a = make_tls_context(file.path().string(), true);
    const auto b = make_tls_context(file.path().string(), true);
    EXPECT_EQ(store_of(a), store_of(b));
    std::ofstream(file.path()) << first.pem() << second.pem();
    EXPECT_NE(store_of(a), store_of(make_tls_context(file.path().string(), true)));
    const auto system = make_tls_context("", true);
    EXPECT_EQ(store_of(system), store_of(make_tls_context("", true)));
    EXPECT_NE(store_of(system), store_of(a));
}

TEST(PoolTls, AuthorityFileThatCannotBeUsed) {
    const temporary_file no_pem("this is no certificate\n");
    for (const std::string& file : {std::string("/nowhere/ca.pem"), no_pem.path().string()}) {
        const auto context = transport::make_tls_context(file, true);
        ASSERT_FALSE(context);
        EXPECT_EQ(context.error().cause(), errc::invalid_ca_file);
        EXPECT_NE(context.error().text().find(file), std::string::npos) << context.error().text();
    }
    EXPECT_TRUE(transport::make_tls_context("", true));
    EXPECT_TRUE(transport::make_tls_context("/nowhere/ca.pem", false)) << "not needed";
}

}  // namespace
}  // namespace dynaco::test::pool_tls_test
