// A node_list that sends requests to real nodes, on loopback.
#include "client/route/node_list.hpp"
#include "identity/machine/http.hpp"
#include "support/fault_server/dead_ends.hpp"
#include "support/run.hpp"
#include "support/scripted_service.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace dynaco::test::node_list_loopback_test {
namespace {

using namespace std::chrono_literals;

class NodeListLoopback : public testing::Test {
 protected:
    std::shared_ptr<detail::node_list> make(const node_options& options, std::string ca_file = {}) {
        const auto no_variables = [](std::string_view) { return std::string(); };
        return detail::node_list::make(
                   {.executor = io.get_executor(),
                    .http = identity::machine_http({.ca_file = std::move(ca_file)}, no_variables),
                    .world = detail::real_effects()},
                   options)
            .value();
    }
    // Starts the first request and waits until there is nothing left to do.
    void refresh(detail::node_list& list) {
        static_cast<void>(list.next());
        EXPECT_TRUE(runs_dry(io, 10s));
    }

    boost::asio::io_context io;
};

TEST_F(NodeListLoopback, ANodeNamesTheOthers) {
    scripted_service node;
    node.on("GET", "/localnodes", reply{R"(["127.0.0.1","127.0.0.2","::1"])"});
    const auto list = make({.nodes = {node.url()}, .datacenter = "dc1"});
    refresh(*list);
    EXPECT_EQ(list->size(), 1u) << "the others do not listen";
    ASSERT_EQ(node.count("GET", "/localnodes"), 1u);
    const received_request asked = node.requests("GET", "/localnodes").front();
    EXPECT_EQ(asked.target, "/localnodes?dc=dc1");
}

TEST_F(NodeListLoopback, OverTls) {
    scripted_service node{tls_options{}};
    node.on("GET", "/localnodes", reply{R"(["localhost","127.0.0.1"])"});
    const auto list = make({.nodes = {node.url()}}, node.ca_pem_file().string());
    refresh(*list);
    EXPECT_EQ(list->size(), 2u);
    EXPECT_TRUE(list->next().tls);
}

TEST_F(NodeListLoopback, ANodeThatRefusesConnectionsIsNotAskedAlone) {
    const refusing_port nobody;
    scripted_service node;
    node.on("GET", "/localnodes", reply{R"(["127.0.0.1","localhost","127.0.0.3"])"});
    for (int i = 0; i < 4; ++i) {  // either node may be the first
        const auto list = make({.nodes = {nobody.url(), node.url()}});
        refresh(*list);
        EXPECT_EQ(list->size(), 2u) << "those that answer";
    }
}

TEST_F(NodeListLoopback, AnEngineWithoutTheRequestKeepsItsNodes) {
    scripted_service node;
    const auto list = make({.nodes = {node.url(), "http://127.0.0.2:1"}, .refresh_interval = 1h});
    refresh(*list);
    EXPECT_EQ(list->size(), 2u);
}

TEST_F(NodeListLoopback, ClosingDoesNotWaitForANodeThatIsSilent) {
    scripted_service node;
    bool asked = false;
    node.on("GET", "/localnodes", [&](const received_request&) {
        boost::asio::post(io, [&asked] { asked = true; });
        return reply::stall();
    });
    const auto list = make({.nodes = {node.url()}});
    static_cast<void>(list->next());
    run_until(io, [&asked] { return asked; });
    list->close();
    EXPECT_TRUE(runs_dry(io, 2s));
}

}  // namespace
}  // namespace dynaco::test::node_list_loopback_test
