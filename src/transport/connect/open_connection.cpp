#include "transport/connect/open_connection.hpp"

#include "transport/connect/address_plan.hpp"
#include "transport/connect/proxy_tunnel.hpp"
#include "transport/connect/race.hpp"
#include "transport/http/connection.hpp"
#include "transport/tls/stream.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace dynaco::transport {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using endpoints = std::vector<tcp::endpoint>;
using connection_ptr = std::unique_ptr<connection>;

namespace {

failure named(const std::string& place, const failure& why) {
    return {why.cause(), {.detail = place + ": " + why.diagnostics().detail}};
}

result<std::optional<proxy>> proxy_for(const origin& to, const connection_setup& setup) {
    if (!setup.proxy_of) return std::nullopt;
    return setup.proxy_of(to);
}

awaitable<result<endpoints>> addresses_of(const std::string& host, std::uint16_t port,
                                          const connection_setup& setup, const opening_report& report) {
    error_code ec;
    if (const auto address = asio::ip::make_address(host, ec); !ec) {  // an IP address needs no lookup
        endpoints literal{tcp::endpoint(address, port)};
        co_return literal;
    }
    auto found = co_await setup.names->resolve(host, port);
    if (!found) co_return named(report.phase, found.error());
    if (found->empty())
        co_return failure(errc::resolve_failed, {.detail = report.phase + ": the name has no addresses"});
    co_return address_plan(*found, report.turn);
}

// "10.0.0.1:443, 10.0.0.2:443 and 7 more"
std::string some_of(const endpoints& addresses) {
    constexpr std::size_t max_named = 4;
    std::string text;
    for (std::size_t i = 0; i < std::min(addresses.size(), max_named); ++i)
        text += (i == 0 ? "" : ", ") + text_of(addresses[i]);
    if (addresses.size() > max_named)
        text += " and " + std::to_string(addresses.size() - max_named) + " more";
    return text;
}

// Returns a socket that is connected to `host`, which is the origin or its proxy.
awaitable<result<tcp::socket>> reach(const std::string& host, std::uint16_t port,
                                     const connection_setup& setup, opening_report& report) {
    phase_clock clock;
    report.phase = "resolving " + host;
    const auto addresses = co_await addresses_of(host, port, setup, report);
    report.times.resolve = clock.lap();
    if (!addresses) co_return addresses.error();
    report.phase = "connecting to " + some_of(*addresses);
    auto connected = co_await connect_to_first(*addresses, setup.attempt_delay);
    report.times.connect = clock.lap();
    if (!connected) co_return connected.error();
    error_code ignored;
    connected->set_option(tcp::no_delay(true), ignored);
    connected->set_option(asio::socket_base::keep_alive(true), ignored);
    co_return connected;
}

awaitable<result<tcp::socket>> reach_through(const proxy& through, const origin& to,
                                             const connection_setup& setup, opening_report& report) {
    auto connected = co_await reach(through.host, through.port, setup, report);
    if (!connected) co_return named(name_of(through), connected.error());
    phase_clock clock;
    report.phase = "waiting for " + name_of(through);
    auto refused = co_await open_tunnel(*connected, to, through);
    report.times.connect += clock.lap();
    if (refused) co_return *refused;
    co_return connected;
}

// "127.0.0.1:443", or "localhost:443 through proxy squid:3128".
std::string place_of(const tcp::socket& socket, const origin& to, const proxy* through) {
    if (through) return host_and_port(to.host, to.port) + " through " + name_of(*through);
    error_code ec;
    const tcp::endpoint peer = socket.remote_endpoint(ec);
    return ec ? host_and_port(to.host, to.port) : text_of(peer);
}

// Moves the socket to the executor of the exchanges. On the strand of its opening each step would be posted,
// which is not needed, because only one exchange at a time uses the socket.
result<tcp::socket> moved_to(const asio::any_io_executor& executor, tcp::socket socket) {
    if (!executor) return socket;
    error_code ec;
    const tcp::endpoint here = socket.local_endpoint(ec);
    tcp::socket moved(executor);
    const auto handle = ec ? tcp::socket::native_handle_type{} : socket.release(ec);
    if (!ec) moved.assign(here.protocol(), handle, ec);
    if (ec) return failure(errc::connect_failed, {.detail = ec.message()});
    return moved;
}

}  // namespace

awaitable<result<connection_ptr>> open_connection(const origin& to, const connection_setup& setup,
                                                  opening_report& report) {
    const result<std::optional<proxy>> rule = proxy_for(to, setup);
    if (!rule) co_return rule.error();
    const proxy* const through = *rule ? &**rule : nullptr;
    auto reached =
        through ? reach_through(*through, to, setup, report) : reach(to.host, to.port, setup, report);
    auto connected = co_await std::move(reached);
    if (!connected) co_return connected.error();
    auto socket = moved_to(setup.executor, std::move(*connected));
    if (!socket) co_return socket.error();
    connection_ptr opened;
    if (to.tls) {
        phase_clock clock;
        report.phase = "TLS handshake with " + place_of(*socket, to, through);
        auto stream = co_await shake_hands(std::move(*socket), to, *setup.tls);
        report.times.handshake = clock.lap();
        if (!stream) co_return named(report.phase, stream.error());
        const bool resumed = is_resumed(*stream);
        if (setup.holds_secrets) cleanse_what_is_read(*stream);
        opened = std::make_unique<http_connection<tls_stream>>(std::move(*stream), setup.dog, setup.max_body,
                                                               setup.holds_secrets);
        opened->resumed = resumed;
    } else {
        opened = std::make_unique<http_connection<tcp::socket>>(std::move(*socket), setup.dog, setup.max_body,
                                                                setup.holds_secrets);
    }
    opened->opened_in = report.times;
    co_return opened;
}

namespace {

namespace asio = boost::asio;
using opened = result<std::unique_ptr<connection>>;

// Owned by the opening and by its caller: either may end first.
struct opening {
    opening(const asio::any_io_executor& executor, origin where, std::shared_ptr<const connection_setup> what)
        : to(std::move(where)), setup(std::move(what)), alarm(executor) {}

    // Also works if the caller has not begun to wait: the expired timer then ends the wait at once.
    void finish(const std::exception_ptr& thrown, opened o) {
        if (abandoned) return;
        error = thrown;
        outcome.emplace(std::move(o));
        alarm.expires_at(steady_time::min());
    }

    const origin to;
    const std::shared_ptr<const connection_setup> setup;
    asio::steady_timer alarm;
    asio::cancellation_signal signal{};
    opening_report report{};
    std::optional<opened> outcome{};
    std::exception_ptr error{};
    bool abandoned = false;
};

void start(const asio::any_io_executor& executor, const std::shared_ptr<opening>& o) {
    asio::co_spawn(executor, open_connection(o->to, *o->setup, o->report),
                   asio::bind_cancellation_slot(o->signal.slot(), [o](const std::exception_ptr& e, opened c) {
                       o->finish(e, std::move(c));
                   }));
}

}  // namespace

awaitable<result<std::unique_ptr<connection>>> open_in_time(const origin& to,
                                                            std::shared_ptr<const connection_setup> setup,
                                                            steady_time until) {
    const auto executor = co_await asio::this_coro::executor;
    const auto o = std::make_shared<opening>(executor, to, std::move(setup));
    o->alarm.expires_at(until);
    start(executor, o);
    boost::system::error_code ignored;
    co_await o->alarm.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    if (o->error) std::rethrow_exception(o->error);
    if (o->outcome) co_return std::move(*o->outcome);
    o->abandoned = true;
    o->signal.emit(asio::cancellation_type::terminal);
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != asio::cancellation_type::none) co_return failure(errc::canceled, {});
    co_return failure(errc::connect_timed_out, {.detail = o->report.phase});
}

}  // namespace dynaco::transport
