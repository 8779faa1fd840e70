#pragma once

#include "identity/machine/http.hpp"
#include "support/fault_server/fault_server.hpp"
#include "support/run.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace dynaco::test {

using identity::http_request;
using identity::machine_http;
using identity::machine_http_options;
using std::chrono::milliseconds;
using variables = std::map<std::string, std::string, std::less<>>;

inline identity::environment env_of(variables all) {
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

    /// Runs `context` until a reply of the server is stalled.
    bool run_until_stalled(boost::asio::io_context& context) {
        constexpr milliseconds moment(1);
        for (auto left = fault_server::patience; left > moment; left -= moment) {
            context.restart();
            context.run_for(moment);
            if (server.wait_for_stalled(1, moment)) return true;
        }
        return false;
    }

    fault_server server{};
    boost::asio::io_context io{};
    std::shared_ptr<identity::http_client> http = machine_http({}, env_of({}));
};

}  // namespace dynaco::test
