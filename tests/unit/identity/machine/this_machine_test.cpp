#include "identity/machine/machine.hpp"
#include "support/fault_server/temporary_file.hpp"
#include "support/run.hpp"
#include "support/scoped_variables.hpp"
#include "support/scripted_service.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::test::this_machine_test {
namespace {

using identity::machine;
using identity::this_machine;

struct MachineSurroundings : testing::Test {
    // The body of the reply to GET /, or the error's name.
    std::string ask(const identity::machine& on, const transport::origin& to) {
        identity::http_request request;
        request.origin = to;
        const auto got = run(io, on.http->send(request));
        return got ? std::string(got->body) : "failure: " + got.error().code().message();
    }

    boost::asio::io_context io{};
};

TEST_F(MachineSurroundings, ReadTheEnvironmentOnceAndFilesWhenAsked) {
    const temporary_file file("text");
    const scoped_variables variables({{"DYNACO_TEST_VARIABLE", "before"}});
    const identity::machine on = this_machine();
    const scoped_variables later({{"DYNACO_TEST_VARIABLE", "after"}});
    EXPECT_EQ(on.env("DYNACO_TEST_VARIABLE"), "before");
    const auto text = on.files->read(file.path().string());
    ASSERT_TRUE(text) << text.error().text();
    ASSERT_TRUE(*text);
    EXPECT_EQ(**text, "text");
}

TEST_F(MachineSurroundings, RunProgramsAndKnowTheTime) {
    const identity::machine on = this_machine();
    const auto got = run(io, on.processes->run("printf out", std::chrono::seconds(60)));
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ(got->output, "out");
    EXPECT_GT(on.world->wall_clock().time_since_epoch().count(), 0);
}

TEST_F(MachineSurroundings, TrustWhatTheEnvironmentTrusts) {
    scripted_service secure{tls_options{}};
    secure.on("GET", "/", reply{"secure"});
    const transport::origin to{.tls = true, .host = "localhost", .port = secure.port()};
    EXPECT_EQ(ask(this_machine(), to), "failure: the server's certificate was not accepted");
    const std::string ca = secure.ca_pem_file().string();
    const scoped_variables variables({{"AWS_CA_BUNDLE", ca.c_str()}});
    EXPECT_EQ(ask(this_machine(), to), "secure");
}

TEST_F(MachineSurroundings, TellWhoAsks) {
    scripted_service service;
    service.on("GET", "/", reply{"plain"});
    const scoped_variables variables(
        {{"AWS_SDK_UA_APP_ID", "shop"}, {"AWS_EXECUTION_ENV", "AWS_Lambda_provided.al2023"}});
    EXPECT_EQ(ask(this_machine(), {.tls = false, .host = "127.0.0.1", .port = service.port()}), "plain");
    const std::string agent = service.requests("GET", "/").at(0).header("user-agent").value_or("");
    EXPECT_NE(agent.find("exec-env/AWS_Lambda_provided.al2023"), std::string::npos) << agent;
    EXPECT_NE(agent.find("app/shop"), std::string::npos) << agent;
}

}  // namespace
}  // namespace dynaco::test::this_machine_test
