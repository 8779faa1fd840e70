#pragma once

#include "support/cancellable.hpp"
#include "support/fault_server/dead_ends.hpp"
#include "support/fault_server/fault_server.hpp"
#include "transport/connect/open_connection.hpp"
#include "transport/tls/context.hpp"
#include "unit/transport/given_addresses.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

namespace dynaco::test {

using dynaco::transport::connection;
using dynaco::transport::exchange_result;
using dynaco::transport::opening_report;
using dynaco::transport::origin;
using dynaco::transport::proxy;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// Opens connections, without a pool.
struct opening_bench {
    using opened = result<std::unique_ptr<connection>>;

    /// A host that has these addresses.
    explicit opening_bench(endpoint_list addresses, origin where = {.tls = false, .host = "db", .port = 80})
        : to(std::move(where)) {
        resolve_to({std::move(addresses)});
    }
    /// The origin of a server, by its name; with TLS the server's authority is trusted.
    explicit opening_bench(const fault_server& server)
        : to{.tls = server.url().starts_with("https"), .host = "localhost", .port = server.port()} {
        resolve_to({{loopback(server.port())}});
        if (to.tls) trust(server.ca_pem_file());
    }

    void resolve_to(std::deque<endpoint_list> lists) {
        names = std::make_shared<given_addresses>(std::move(lists));
        setup.names = names;
    }
    void trust(const std::filesystem::path& ca) {
        setup.tls = dynaco::transport::make_tls_context(ca.string(), true).value();
    }

    opened open() {
        report = {.turn = report.turn};
        return run(io, dynaco::transport::open_connection(to, setup, report));
    }
    auto start_opening() {
        return start_cancellable(io.get_executor(), dynaco::transport::open_connection(to, setup, report));
    }
    failure fail() {
        const opened outcome = open();
        if (outcome) ADD_FAILURE() << "a connection was opened";
        return outcome ? failure() : outcome.error();
    }
    /// The text of the failure, without the advice.
    std::string detail() { return fail().diagnostics().detail; }

    /// Runs all handlers that can run now.
    void settle() {
        io.restart();
        io.poll();
    }

    /// One request on a connection; the body of the reply, or the error's text.
    static std::string ask(boost::asio::io_context& io, connection& c) {
        const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n";
        const auto until = std::chrono::steady_clock::now() + seconds(5);
        const exchange_result outcome = run(io, c.exchange(head, "{}", until));
        return outcome.reply ? std::string(outcome.reply->body) : "failure: " + outcome.reply.error().text();
    }
    std::string ask(const opened& c) { return c ? ask(io, **c) : "failure: " + c.error().text(); }

    boost::asio::io_context io{1};
    origin to;
    std::shared_ptr<given_addresses> names{};
    dynaco::transport::connection_setup setup{.tls = nullptr,
                                              .dog = dynaco::transport::watchdog::make(io.get_executor()),
                                              .max_body = std::size_t{1} << 20};
    opening_report report{};
};

}  // namespace dynaco::test
