#include "support/scripted_service.hpp"

#include "identity/machine/http.hpp"
#include "support/run.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace dynaco::test::scripted_service_test {
namespace {

struct ScriptedService : testing::Test {
    // "200 body", or the error's text.
    std::string ask(const std::string& method, const std::string& target) {
        identity::http_request request;
        request.method = method;
        request.target = target;
        request.origin = {.tls = false, .host = "127.0.0.1", .port = service.port()};
        const auto got = run(io, http->send(request));
        return got ? std::to_string(got->status) + ' ' + std::string(got->body) : got.error().text();
    }

    scripted_service service{};
    boost::asio::io_context io{};
    std::shared_ptr<identity::http_client> http =
        identity::machine_http({}, [](std::string_view) { return std::string(); });
};

TEST_F(ScriptedService, RoutesByMethodAndPath) {
    service.on("PUT", "/token", reply{"put"});
    service.on("GET", "/token", reply{"get"});
    EXPECT_EQ(ask("PUT", "/token"), "200 put");
    EXPECT_EQ(ask("GET", "/token?a=/b"), "200 get");
    EXPECT_EQ(ask("GET", "/token/"), "404 unexpected request: GET /token/");
    EXPECT_EQ(service.asked(), (std::vector<std::string>{"PUT /token", "GET /token", "GET /token/"}));
    EXPECT_EQ(service.count("GET", "/token"), 1U);
    EXPECT_EQ(service.requests("GET", "/token").at(0).target, "/token?a=/b");
}

TEST_F(ScriptedService, LastAnswerStays) {
    service.on("GET", "/", {reply{"busy"}.status(503), reply{"a"}, reply{"b"}});
    EXPECT_EQ(ask("GET", "/"), "503 busy");
    EXPECT_EQ(ask("GET", "/"), "200 a");
    EXPECT_EQ(ask("GET", "/"), "200 b");
    EXPECT_EQ(ask("GET", "/"), "200 b");
    service.on("GET", "/", reply{"new"});
    EXPECT_EQ(ask("GET", "/"), "200 new");
    EXPECT_THROW(service.on("GET", "/", std::vector<reply>()), std::invalid_argument);
}

TEST_F(ScriptedService, HandlerMayChangeTheRoutes) {
    service.on("PUT", "/", [this](const received_request& r) {
        service.on("GET", "/", reply{"stored " + r.body + r.header("x-name").value_or("nothing")});
        return reply{"ok"};
    });
    EXPECT_EQ(ask("GET", "/"), "404 unexpected request: GET /");
    EXPECT_EQ(ask("PUT", "/"), "200 ok");
    EXPECT_EQ(ask("GET", "/"), "200 stored nothing");
}

}  // namespace
}  // namespace dynaco::test::scripted_service_test
