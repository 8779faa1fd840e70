#include "support/fault_server/fault_server.hpp"
#include "unit/support/loopback_client.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>

namespace dynaco::test::fault_server_tls_test {
namespace {

/// Tries a handshake and returns the reason of its failure.
std::string shake(const tls_options& options, const char* host = "localhost") {
    const fault_server server{options};
    loopback_client client(server.port());
    return client.start_tls(server.ca_pem_file(), host);
}

std::pair<std::string, stream_end> fetch_to_end(const reply& scripted, const tls_options& options = {}) {
    fault_server server{options};
    server.script({scripted});
    loopback_client client(server.port());
    EXPECT_EQ(client.start_tls(server.ca_pem_file()), "");
    client.post("{}");
    return client.read_to_end();
}

TEST(FaultServerTls, ServesOverTls) {
    fault_server server{tls_options{}};
    server.script({reply{std::string(1U << 20U, 'x')}, reply{"second"}});
    EXPECT_EQ(server.url(), "https://localhost:" + std::to_string(server.port()));
    loopback_client client(server.port());
    ASSERT_EQ(client.start_tls(server.ca_pem_file()), "");
    EXPECT_EQ(client.tls_version(), "TLSv1.3");
    client.post("{}");
    EXPECT_EQ(client.read_reply().body.size(), 1U << 20U);
    client.post("{}");
    EXPECT_EQ(client.read_reply().body, "second");
    EXPECT_EQ(server.requests().at(1).request_on_connection, 2U);
}

TEST(FaultServerTls, AuthorityFileLivesAsLongAsTheServer) {
    std::filesystem::path file;
    {
        const fault_server server{tls_options{}};
        file = server.ca_pem_file();
        EXPECT_TRUE(std::filesystem::exists(file));
    }
    EXPECT_FALSE(std::filesystem::exists(file));
}

TEST(FaultServerTls, CertificatesAreBadAsAsked) {
    EXPECT_EQ(shake({}), "");
    EXPECT_EQ(shake({.certificate = certificate_kind::expired}), "certificate has expired");
    EXPECT_EQ(shake({.certificate = certificate_kind::wrong_host}), "hostname mismatch");
    EXPECT_EQ(shake({.certificate = certificate_kind::wrong_host}, "other.example"), "");
    EXPECT_EQ(shake({.certificate = certificate_kind::self_signed}), "self-signed certificate");
    EXPECT_EQ(shake({}, "elsewhere.example"), "hostname mismatch");
}

TEST(FaultServerTls, AnotherServersAuthorityIsNotTrusted) {
    const fault_server server{tls_options{}};
    const fault_server other{tls_options{}};
    loopback_client client(server.port());
    EXPECT_NE(client.start_tls(other.ca_pem_file()), "");
    EXPECT_TRUE(server.wait_for_connections(1));
    client.close();
    EXPECT_TRUE(server.wait_until_closed(1));
}

TEST(FaultServerTls, OldServerSpeaksOnlyTls11) {
    const tls_options old{.protocol = tls_protocol::only_1_1};
    EXPECT_EQ(shake(old), "tlsv1 alert protocol version");
    const fault_server server{old};
    loopback_client client(server.port());
    ASSERT_EQ(client.start_tls(server.ca_pem_file(), "localhost", TLS1_VERSION), "");
    EXPECT_EQ(client.tls_version(), "TLSv1.1");
    client.post("{}");
    EXPECT_EQ(client.read_reply().body, "{}");
}

TEST(FaultServerTls, VersionsCanBeChosen) {
    const fault_server server{tls_options{.protocol = tls_protocol::only_1_2}};
    loopback_client client(server.port());
    ASSERT_EQ(client.start_tls(server.ca_pem_file()), "");
    EXPECT_EQ(client.tls_version(), "TLSv1.2");
}

TEST(FaultServerTls, HandshakeFailsAsAsked) {
    EXPECT_EQ(shake({.handshake = tls_handshake::garbage}), "wrong version number");
    EXPECT_EQ(shake({.handshake = tls_handshake::close}), "unexpected eof while reading");
}

TEST(FaultServerTls, HandshakeCanStall) {
    std::optional<fault_server> server(std::in_place, tls_options{.handshake = tls_handshake::stall});
    loopback_client client(server->port());
    client.send("looks like a hello");
    ASSERT_TRUE(server->wait_for_connections(1));
    EXPECT_EQ(client.waiting(), 0U);
    EXPECT_EQ(server->open_connections(), 1U);
    server->close_all_connections();
    EXPECT_EQ(client.read_to_end().first, "");
}

TEST(FaultServerTls, CanBeClosedOnDemandBeforeTheHandshake) {
    fault_server server{tls_options{}};
    for (int round = 0; round < 20; ++round) {
        loopback_client client(server.port());
        ASSERT_TRUE(server.wait_for_connections(static_cast<std::size_t>(round) + 1));
        server.close_all_connections();
        EXPECT_EQ(client.read_to_end().second, stream_end::fin);
    }
}

TEST(FaultServerTls, ConnectionsCanEndBeforeTheHandshake) {
    fault_server server{tls_options{}};
    server.script({reply::close_on_accept(), reply::reset_on_accept(), reply{"served"}});
    loopback_client closed(server.port());
    EXPECT_EQ(closed.start_tls(server.ca_pem_file()), "unexpected eof while reading");
    loopback_client broken(server.port());
    EXPECT_NE(broken.start_tls(server.ca_pem_file()), "");
    loopback_client served(server.port());
    ASSERT_EQ(served.start_tls(server.ca_pem_file()), "");
    served.post("{}");
    EXPECT_EQ(served.read_reply().body, "served");
}

TEST(FaultServerTls, OrderlyEndSaysGoodbye) {
    EXPECT_EQ(fetch_to_end(reply{}.close_after_reply()).second, stream_end::close_notify);
    EXPECT_EQ(fetch_to_end(reply{}.close_after_reply(), {.protocol = tls_protocol::only_1_2}).second,
              stream_end::close_notify);
    EXPECT_EQ(fetch_to_end(reply{}.close_after_reply().without_close_notify()).second,
              stream_end::truncated_tls);
}

TEST(FaultServerTls, CutsAndResetsCountPlainBytes) {
    const auto [cut, cut_end] = fetch_to_end(reply{}.cut_after(17));
    EXPECT_EQ(cut.size(), 17U);
    EXPECT_EQ(cut_end, stream_end::truncated_tls);
    const auto [broken, reset_end] = fetch_to_end(reply{}.reset_after(17));
    EXPECT_EQ(broken.size(), 17U);
    EXPECT_EQ(reset_end, stream_end::reset);
    EXPECT_EQ(fetch_to_end(reply::reset_before_reading()).second, stream_end::reset);
    EXPECT_EQ(fetch_to_end(reply{"all of it"}.trickle(3).connection_close()).second,
              stream_end::close_notify);
}

TEST(FaultServerTls, StallsAndClosesOnDemand) {
    fault_server server{tls_options{}};
    server.script({reply{"late"}.stall_after(5), reply::stall()});
    loopback_client client(server.port());
    ASSERT_EQ(client.start_tls(server.ca_pem_file()), "");
    client.post("{}");
    ASSERT_TRUE(server.wait_for_stalled(1));
    EXPECT_EQ(client.read(5), "HTTP/");
    server.release();
    EXPECT_EQ(client.read_reply().body, "late");
    client.post("{}");
    ASSERT_TRUE(server.wait_for_stalled(1));
    server.close_all_connections();
    EXPECT_EQ(client.read_to_end(), std::pair(std::string(), stream_end::close_notify));
}

}  // namespace
}  // namespace dynaco::test::fault_server_tls_test
