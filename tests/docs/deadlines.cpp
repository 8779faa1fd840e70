// The code of docs/guide/deadlines.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <chrono>
#include <exception>
#include <iostream>
#include <memory>
#include <tuple>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;

namespace deadlines {

using namespace std::chrono_literals;

struct Account {
    std::string account_id{};
    std::int64_t balance = 0;

    static constexpr dynaco::schema schema{.table_name = "accounts", .hash_key = "account_id"};
};

asio::awaitable<void> quickly(dynaco::client db) {
    dynaco::client quick = db.with({.deadline = 200ms, .attempt_timeout = 80ms});
    dynaco::table<Account> accounts{quick};
    auto found = co_await accounts.get("111-111-1111");
    if (found) std::cout << found->balance << '\n';
}

asio::awaitable<void> all_of_it(dynaco::client db) {
    dynaco::client limited = db.with({.until = std::chrono::steady_clock::now() + 5s});
    dynaco::table<Account> accounts{limited};
    auto scan = accounts.scan();
    std::vector<Account> all = co_await scan.collect();
    std::cout << all.size() << '\n';
}

asio::awaitable<void> whoever_is_first(dynaco::table<Account> accounts) {
    using namespace asio::experimental::awaitable_operators;
    asio::steady_timer patience(co_await asio::this_coro::executor, 50ms);
    auto first = co_await (dynaco::as_result(accounts.get("111-111-1111")) ||
                           patience.async_wait(asio::use_awaitable));
    if (first.index() == 1) std::cout << "not now\n";
}

asio::awaitable<void> work(dynaco::client db);

void stopped(const asio::any_io_executor& executor, dynaco::client db, asio::cancellation_signal& stop) {
    const auto strand = asio::make_strand(executor);
    asio::co_spawn(strand, work(db), asio::bind_cancellation_slot(stop.slot(), asio::detached));
    asio::post(strand, [&stop] { stop.emit(asio::cancellation_type::terminal); });
}

asio::awaitable<void> answer(tcp::socket& peer, dynaco::client db);

asio::awaitable<void> until_left(tcp::socket& peer) {  // ends when the peer closes its connection
    char byte = 0;
    while (true) {
        const auto seen = co_await peer.async_receive(asio::buffer(&byte, 1), tcp::socket::message_peek,
                                                      asio::as_tuple(asio::use_awaitable));
        if (std::get<0>(seen)) co_return;  // an error: the connection has ended
        asio::steady_timer rest(peer.get_executor(), 100ms);
        co_await rest.async_wait(asio::use_awaitable);  // data from the peer is waiting: it has not left
    }
}

asio::awaitable<void> serve(tcp::socket peer, dynaco::client db) {
    using namespace asio::experimental::awaitable_operators;
    co_await (answer(peer, db) || until_left(peer));
}

void accepted(asio::thread_pool& threads, tcp::socket peer, dynaco::client db) {
    asio::co_spawn(asio::make_strand(threads), serve(std::move(peer), std::move(db)), asio::detached);
}

struct request {
    asio::strand<asio::any_io_executor> strand;
    asio::cancellation_signal left{};
};

void begin(std::shared_ptr<request> r, dynaco::client db) {
    const auto end = [r](std::exception_ptr) {};  // keeps the request alive while the work runs
    asio::co_spawn(r->strand, work(db), asio::bind_cancellation_slot(r->left.slot(), end));
}
void peer_left(std::shared_ptr<request> r) {
    asio::post(r->strand, [r] { r->left.emit(asio::cancellation_type::terminal); });
}

asio::awaitable<void> perhaps(dynaco::table<Account> accounts, const Account& changed) {
    try {
        co_await accounts.save(changed);
    } catch (const dynaco::error& e) {
        if (e.cause() != dynaco::errc::outcome_unknown) throw;
        std::cout << "perhaps written: " << e.what() << '\n';
    }
}

}  // namespace deadlines
