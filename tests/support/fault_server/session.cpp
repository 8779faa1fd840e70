#include "support/fault_server/session.hpp"

#include "support/fault_server/request_id.hpp"

#include <stdexcept>
#include <string>
#include <utility>

// Every awaited bool is a variable: g++ 12 miscompiles `if (co_await …)` and `while (co_await …)` with a
// bool.

namespace dynaco::test {

namespace asio = boost::asio;

session::session(asio::ip::tcp::socket socket, session_context& context, std::size_t number)
    : context_(context),
      link_(std::move(socket), context.tls ? &*context.tls : nullptr),
      player_(link_, context.log),
      number_(number) {}

asio::awaitable<void> session::run() {
    bool more = co_await open();
    while (more) more = co_await serve_one();
    co_await link_.finish(true);
}

asio::awaitable<bool> session::open() {
    const std::optional<reply> early = context_.script.take_early(reply_moment::on_accept);
    bool good = true;
    if (early) {
        good = co_await refuse(early->parts());
    } else if (context_.tls && context_.handshake != tls_handshake::proper) {
        good = co_await spoil_handshake();
    } else {
        if (context_.tls) good = co_await link_.handshake();
        if (good) link_.start_reading(shared_from_this());
    }
    co_return good;
}

asio::awaitable<bool> session::refuse(const reply_parts& parts) {
    if (parts.ending == reply_ending::reset) {
        co_await link_.reset();
    } else {
        link_.start_reading(shared_from_this());
        co_await link_.finish_unread();
    }
    co_return false;
}

asio::awaitable<bool> session::spoil_handshake() {
    link_.start_reading(shared_from_this());
    const bool greeted = co_await input_begins();
    bool written = false;
    if (greeted && context_.handshake == tls_handshake::garbage) {
        written = co_await link_.write("220 this is not the TLS you are looking for\r\n");
    }
    if (context_.handshake == tls_handshake::stall) {
        while (!link_.over()) co_await link_.change();
    } else if (greeted || written) {
        co_await link_.finish_unread();
    }
    co_return false;
}

asio::awaitable<bool> session::serve_one() {
    const bool begun = co_await input_begins();
    if (!begun) co_return false;
    std::optional<reply> answer = context_.script.take_early(reply_moment::on_first_byte);
    std::string id;
    if (!answer) {
        std::optional<received_request> request = co_await next_request();
        if (!request && rejected_) {
            answer = reply{""}.status(400).connection_close();
        } else if (!request) {
            co_return false;
        } else {
            request->number = context_.log.received(*request);
            id = request_id(request->number);
            answer = context_.script.answer(*request);
        }
    }
    const bool more = co_await player_.play(answer->parts(), id);
    co_return more;
}

asio::awaitable<bool> session::input_begins() {
    while (link_.input().empty() && !link_.over()) co_await link_.change();
    co_return !link_.input().empty();
}

asio::awaitable<std::optional<received_request>> session::next_request() {
    std::optional<received_request> request = take_or_reject();
    while (!request && !rejected_ && !link_.over()) {
        co_await link_.change();
        request = take_or_reject();
    }
    co_return request;
}

std::optional<received_request> session::take_or_reject() {
    try {
        std::optional<received_request> request = take_request(link_.input());
        if (request) {
            request->connection = number_;
            request->request_on_connection = ++served_;
        }
        return request;
    } catch (const std::invalid_argument&) {
        rejected_ = true;
        context_.log.malformed();
        return std::nullopt;
    }
}

}  // namespace dynaco::test
