#include "identity/machine/http.hpp"

#include "identity/machine/proxy.hpp"
#include "transport/connect/open_connection.hpp"
#include "transport/gunzip.hpp"
#include "transport/tls/context.hpp"
#include "wire/plain_request.hpp"
#include "wire/user_agent.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace dynaco::identity {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using setup_ptr = std::shared_ptr<const transport::connection_setup>;
using reply_result = result<wire::response>;

constexpr std::size_t max_reply = std::size_t{1} << 20;

transport::steady_time from_now(milliseconds time) {
    constexpr milliseconds for_ever = std::chrono::hours(24);  // a longer time might overflow the clock
    return std::chrono::steady_clock::now() + std::min(time, for_ever);
}

// Adds "GET http://169.254.169.254/latest/meta-data/: " to a failure. The query is left out because it may
// contain secrets.
failure named(const http_request& request, const failure& why) {
    diagnostics about = why.diagnostics();
    const std::string rest = std::exchange(about.detail, {});
    about.detail = request.method + ' ' + transport::url(request.origin) +
                   request.target.substr(0, request.target.find('?'));
    if (!rest.empty()) (about.detail += ": ") += rest;
    if (why.cause() == errc::certificate_rejected || why.cause() == errc::invalid_ca_file)
        about.detail += "; AWS_CA_BUNDLE can also name a file of CAs to trust";
    return {why.cause(), std::move(about)};
}

result<secret> head_of(const http_request& request, const std::string& user_agent) {
    std::vector<wire::header_field> fields;
    fields.reserve(request.headers.size());
    for (const http_header& each : request.headers) fields.push_back({each.name, each.value.view()});
    const std::string host = transport::host_header(request.origin);
    return wire::plain_head({.method = request.method,
                             .host = host,
                             .target = request.target,
                             .user_agent = user_agent,
                             .headers = fields,
                             .body_size = request.body.size()});
}

// Runs in its own strand.
asio::awaitable<reply_result> exchange(const http_request& request, secret head, setup_ptr setup) {
    auto opened = co_await transport::open_in_time(request.origin, setup, from_now(request.connect_timeout));
    if (!opened) co_return opened.error();
    const std::unique_ptr<transport::connection> connection = std::move(*opened);
    transport::exchange_result outcome =
        co_await connection->exchange(head.view(), request.body.view(), from_now(request.timeout));
    if (!outcome.reply) co_return outcome.reply.error();
    const auto decoded = transport::decode_content(*outcome.reply, false, max_reply);
    if (!decoded) co_return decoded.error();
    co_return std::move(outcome.reply);
}

class machine_http_client final : public http_client {
 public:
    machine_http_client(machine_http_options options, const environment& env)
        : options_(std::move(options)), proxy_of_(proxy_rules_of(options_.proxy, env)) {
        if (options_.user_agent.empty()) options_.user_agent = wire::user_agent({});
    }

    asio::awaitable<reply_result> send(const http_request& request) override {
        const auto cancellation = co_await asio::this_coro::cancellation_state;
        if (cancellation.cancelled() != asio::cancellation_type::none)
            co_return named(request, failure(errc::canceled, {}));
        const asio::any_io_executor executor = co_await asio::this_coro::executor;
        auto head = head_of(request, options_.user_agent);
        if (!head) co_return named(request, head.error());
        const auto setup = setup_for(request, executor);
        if (!setup) co_return named(request, setup.error());
        reply_result outcome = failure(errc::canceled, {});
        try {
            auto under_way = exchange(request, std::move(*head), *setup);
            reply_result got = co_await asio::co_spawn(asio::make_strand(executor), std::move(under_way),
                                                       asio::use_awaitable);
            outcome = std::move(got);
        } catch (const boost::system::system_error& e) {
            if (e.code() != asio::error::operation_aborted) throw;
        }
        if (!outcome) co_return named(request, outcome.error());
        co_return outcome;
    }

 private:
    result<setup_ptr> setup_for(const http_request& request, const asio::any_io_executor& executor) {
        auto setup = std::make_shared<transport::connection_setup>(
            transport::connection_setup{.tls = nullptr,
                                        .dog = transport::watchdog::make(executor),
                                        .max_body = max_reply,
                                        .holds_secrets = true});
        if (!request.direct) setup->proxy_of = proxy_of_;
        if (request.origin.tls) {
            auto context = tls();
            if (!context) return context.error();
            setup->tls = *std::move(context);
        }
        return setup_ptr(std::move(setup));
    }

    // Created when TLS is first needed, because reading all of the system's CAs takes tens of milliseconds. A
    // failure is not stored, because the CA file may be corrected later.
    result<std::shared_ptr<asio::ssl::context>> tls() {
        const std::lock_guard lock(mutex_);
        if (tls_) return tls_;
        auto made = transport::make_tls_context(options_.ca_file, options_.verify_tls);
        if (made) tls_ = *made;
        return made;
    }

    machine_http_options options_;
    const transport::proxy_rules proxy_of_;
    std::mutex mutex_;  // guards the context's pointer
    std::shared_ptr<asio::ssl::context> tls_{};
};

}  // namespace

std::shared_ptr<http_client> machine_http(machine_http_options options, const environment& env) {
    return std::make_shared<machine_http_client>(std::move(options), env);
}

}  // namespace dynaco::identity
