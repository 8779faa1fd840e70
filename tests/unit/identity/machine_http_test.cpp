#include "identity/machine_http.hpp"

#include "support/fault_server/dead_ends.hpp"
#include "support/fault_server/fault_server.hpp"
#include "support/proxy_server.hpp"
#include "support/run.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <future>
#include <map>
#include <string>
#include <vector>

namespace dynaco::test {
namespace {

using identity::http_request;
using identity::machine_http;
using identity::machine_http_options;
using std::chrono::milliseconds;
using variables = std::map<std::string, std::string, std::less<>>;

identity::environment env_of(variables all) {
    return [all = std::move(all)](std::string_view name) {
        const auto at = all.find(name);
        return at == all.end() ? std::string() : at->second;
    };
}

/// A client, and the request it sends.
struct MachineHttp : testing::Test {
    using reply_result = result<wire::response>;

    void use(machine_http_options options, variables env = {}) {
        http = machine_http(std::move(options), env_of(std::move(env)));
    }
    static http_request request_to(const fault_server& to) {
        http_request r;
        const bool tls = to.url().starts_with("https");
        r.origin = {.tls = tls, .host = tls ? "localhost" : "127.0.0.1", .port = to.port()};
        return r;
    }
    reply_result send(const http_request& request) { return run(io, http->send(request)); }
    reply_result ask() { return send(request_to(server)); }
    /// The body of the reply, or the error's text.
    std::string body_of(const http_request& request) {
        const reply_result got = send(request);
        return got ? std::string(got->body) : "failure: " + got.error().text();
    }
    failure fail(const http_request& request) {
        const reply_result got = send(request);
        if (got) ADD_FAILURE() << "it got a reply: " << got->status;
        return got ? failure() : got.error();
    }

    fault_server server{};
    boost::asio::io_context io{};
    std::shared_ptr<identity::http_client> http = machine_http({}, env_of({}));
};

// --- what is sent and received ---

TEST_F(MachineHttp, SendsTheRequestAsItIs) {
    server.script({reply{"token"}});
    http_request r = request_to(server);
    r.method = "PUT";
    r.target = "/latest/api/token?x=1";
    r.headers.push_back({"X-aws-ec2-metadata-token-ttl-seconds", "21600"});
    r.body = "text";
    EXPECT_EQ(body_of(r), "token");
    const received_request got = server.requests().at(0);
    EXPECT_EQ(got.method, "PUT");
    EXPECT_EQ(got.target, "/latest/api/token?x=1");
    EXPECT_EQ(got.header("x-aws-ec2-metadata-token-ttl-seconds"), "21600");
    EXPECT_EQ(got.header("host"), "127.0.0.1:" + std::to_string(server.port()));
    EXPECT_EQ(got.header("content-length"), "4");
    EXPECT_EQ(got.header("connection"), "close");
    EXPECT_TRUE(got.header("user-agent").value_or("").starts_with("dynaco/")) << got.head;
    EXPECT_EQ(got.body, "text");
}

TEST_F(MachineHttp, StatusIsTheCallersAffair) {
    for (const unsigned status : {204U, 301U, 400U, 401U, 403U, 404U, 405U, 429U, 500U, 503U}) {
        server.script(
            {status == 204 ? reply::raw("HTTP/1.1 204 No Content\r\n\r\n") : reply{"why"}.status(status)});
        const reply_result got = ask();
        ASSERT_TRUE(got) << status << ' ' << got.error().text();
        EXPECT_EQ(got->status, static_cast<int>(status));
        EXPECT_EQ(got->body, status == 204 ? "" : "why");
    }
}

}  // namespace
}  // namespace dynaco::test
