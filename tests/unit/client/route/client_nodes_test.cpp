#include "support/scripted_service.hpp"
#include "unit/client/client_bench.hpp"

#include <string>

/// Clients of a cluster.
namespace dynaco::test::client_nodes_test {
namespace {

class ClientNodes : public Client {
 protected:
    client_options to_nodes(std::vector<std::string> urls, milliseconds interval = milliseconds(0)) const {
        return {.alternator = {.nodes = std::move(urls), .refresh_interval = interval},
                .credentials = static_credentials("AKID", "secret-secret")};
    }
};

TEST_F(ClientNodes, TakeTurns) {
    fault_server other;
    server.otherwise(two_tables);
    other.otherwise(two_tables);
    const client db = make(to_nodes({server.url(), other.url()}));
    for (int i = 0; i < 6; ++i) ASSERT_TRUE(ask(db));
    EXPECT_EQ(server.requests().size(), 3U);
    EXPECT_EQ(other.requests().size(), 3U);
    EXPECT_EQ(other.requests().front().header("host"), "127.0.0.1:" + std::to_string(other.port()));
}

TEST_F(ClientNodes, OneThatIsGoneIsPassedOver) {
    server.otherwise(two_tables);
    const std::string gone = [] { return fault_server().url(); }();
    auto options = to_nodes({gone, server.url()});
    options.retry.base_delay = milliseconds(1);
    const client db = make(options);
    for (int i = 0; i < 6; ++i) ASSERT_TRUE(ask(db)) << i;
    EXPECT_EQ(server.requests().size(), 6U);
}

TEST_F(ClientNodes, FailuresNameTheNode) {
    server.otherwise(service_error(400, "ValidationException", "no"));
    EXPECT_EQ(fail(make(to_nodes({server.url()}))).diagnostics().endpoint, server.url());
}

TEST_F(ClientNodes, AreAskedForBesideTheCalls) {
    scripted_service node;
    node.on("POST", "/", two_tables);
    node.on("GET", "/localnodes", reply{R"(["127.0.0.1"])"});
    const client db = make(to_nodes({node.url()}, seconds(60)));
    ASSERT_TRUE(ask(db));
    run_until(io, [&] { return node.count("GET", "/localnodes") == 1; });
    ASSERT_TRUE(ask(db));
    EXPECT_EQ(node.count("POST", "/"), 2U);
}

TEST_F(ClientNodes, OnesThatCannotBeReachedDoNotReplaceOneThatWorks) {
    scripted_service node;
    node.on("POST", "/", two_tables);
    node.on("GET", "/localnodes", reply{R"(["127.0.0.2","127.0.0.3"])"});  // no server listens there
    auto options = to_nodes({node.url()}, seconds(60));
    options.retry.max_attempts = 1;
    const client db = make(options);
    for (int i = 0; i < 40; ++i) ASSERT_TRUE(ask(db)) << i;
    EXPECT_EQ(node.count("POST", "/"), 40U);
    EXPECT_EQ(node.count("GET", "/localnodes"), 1U);
}

TEST_F(ClientNodes, ThatAreNoneAreRefused) {
    EXPECT_EQ(refused(to_nodes({"127.0.0.1:8000"})).cause(), errc::invalid_endpoint);
    auto both = to_nodes({server.url()});
    both.endpoint = server.url();
    EXPECT_EQ(refused(both).cause(), errc::invalid_argument);
}

}  // namespace
}  // namespace dynaco::test::client_nodes_test
