#include "transport/connect/race.hpp"

#include "transport/connect/race_state.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <optional>

namespace dynaco::transport {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using clock = std::chrono::steady_clock;
using endpoints = std::vector<tcp::endpoint>;
using action = connect_race_state::action;

namespace {

// Collects the failures of the addresses. The first four are kept in full.
class failure_list {
 public:
    void add(const tcp::endpoint& address, const error_code& why) {
        if (++count_ > max_named) return;
        if (!text_.empty()) text_ += "; ";
        text_ += text_of(address) + ": " + why.message();
    }
    [[nodiscard]] failure as_failure() const {
        std::string detail = text_;
        if (count_ > max_named) detail += "; and " + std::to_string(count_ - max_named) + " more";
        return {errc::connect_failed, {.detail = detail}};
    }

 private:
    static constexpr std::size_t max_named = 4;
    std::string text_;
    std::size_t count_ = 0;
};

// Shared with the running connects, whose handlers may run after the race. Used on one strand only.
struct race {
    race(const asio::any_io_executor& executor, const endpoints& to, clock::duration delay)
        : addresses(to), state(to.size(), delay), sockets(to.size()), bell(executor) {}

    const endpoints addresses;
    connect_race_state state;
    std::vector<std::optional<tcp::socket>> sockets;
    std::optional<tcp::socket> winner{};
    failure_list failures{};
    asio::steady_timer bell;  // cancelled to wake the race
    bool abandoned = false;
};

void perform(const std::shared_ptr<race>& r, const std::optional<action>& todo);

void on_connected(const std::shared_ptr<race>& r, std::size_t address, const error_code& ec) {
    if (r->abandoned) return;
    if (ec) {
        r->failures.add(r->addresses[address], ec);
        r->sockets[address].reset();
        perform(r, r->state.failed(clock::now()));
    } else {
        perform(r, r->state.connected(address));
    }
    r->bell.cancel();
}

void perform(const std::shared_ptr<race>& r, const std::optional<action>& todo) {
    if (!todo) return;
    switch (const std::size_t address = todo->address; todo->what) {
        using enum action::kind;
        case start:
            r->sockets[address].emplace(r->bell.get_executor());
            r->sockets[address]->async_connect(r->addresses[address],
                                               [r, address](error_code ec) { on_connected(r, address, ec); });
            break;
        case win: r->winner = std::move(r->sockets[address]); break;
        case fail: break;
    }
}

awaitable<result<tcp::socket>> run(std::shared_ptr<race> r) {
    // Closes the sockets that are still connecting, for any end of the race.
    struct guard {
        race& r;
        ~guard() {
            r.abandoned = true;
            r.sockets.clear();
        }
    };
    const guard close_on_exit{*r};
    perform(r, r->state.begin(clock::now()));
    while (!r->state.over()) {
        error_code ignored;
        r->bell.expires_at(r->state.next_start());
        co_await r->bell.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        const auto cancellation = co_await asio::this_coro::cancellation_state;
        if (cancellation.cancelled() != asio::cancellation_type::none) co_return failure(errc::canceled, {});
        perform(r, r->state.passed(clock::now()));
    }
    if (!r->winner) co_return r->failures.as_failure();
    co_return std::move(*r->winner);
}

awaitable<result<tcp::socket>> connect_to(const tcp::endpoint& address) {
    tcp::socket socket(co_await asio::this_coro::executor);
    error_code ec;
    co_await socket.async_connect(address, asio::redirect_error(asio::use_awaitable, ec));
    if (!ec) co_return socket;
    failure_list only;
    only.add(address, ec);
    co_return only.as_failure();
}

}  // namespace

awaitable<result<tcp::socket>> connect_to_first(const endpoints& addresses, std::chrono::milliseconds delay) {
    if (addresses.size() == 1) {  // one address needs no timer
        auto connected = co_await connect_to(addresses.front());
        co_return connected;
    }
    const auto executor = co_await asio::this_coro::executor;
    auto connected = co_await run(std::make_shared<race>(executor, addresses, delay));
    co_return connected;
}

std::string text_of(const tcp::endpoint& address) {
    return host_and_port(address.address().to_string(), address.port());
}

}  // namespace dynaco::transport
