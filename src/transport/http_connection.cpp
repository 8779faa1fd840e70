#include "transport/http_connection.hpp"

#include <boost/asio/completion_condition.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <cstring>

namespace dynaco::transport {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

// Whether bytes are left in the layer between the socket and the reader.
bool has_unread(const asio::ip::tcp::socket&) { return false; }
bool has_unread(asio::ssl::stream<asio::ip::tcp::socket>& stream) {
    SSL* const handle = stream.native_handle();
    return SSL_has_pending(handle) != 0 || BIO_ctrl_pending(SSL_get_rbio(handle)) > 0;
}

auto into(error_code& ec) { return asio::redirect_error(asio::use_awaitable, ec); }

errc cause_of(const error_code& ec) {
    if (ec == asio::error::operation_aborted) return errc::canceled;
    if (ec == http::error::body_limit || ec == http::error::header_limit ||
        ec == http::error::buffer_overflow)
        return errc::reply_too_large;
    if (ec == http::error::end_of_stream || ec == http::error::partial_message) return errc::connection_lost;
    if (ec.category() == make_error_code(http::error::bad_version).category()) return errc::malformed_reply;
    return errc::connection_lost;
}

}  // namespace

template <class Stream>
awaitable<exchange_result> http_connection<Stream>::exchange(std::string_view head, std::string_view body,
                                                             steady_time deadline) {
    reusable_ = false;
    replied = false;
    progress p;
    // What comes unasked is the end of the connection, or would be taken for the answer to this request. Of
    // one that was idle the pool has just made sure.
    if (used_before_ && !idled && !looks_alive())
        co_return exchange_result{
            .reply = failure(errc::connection_lost, {.detail = "it was closed while idle"}),
            .nothing_received = true,
            .nothing_sent = true};
    watchdog::watch watch(*dog_, static_cast<int>(stream_.lowest_layer().native_handle()), deadline);
    const std::array<asio::const_buffer, 2> request{asio::buffer(head), asio::buffer(body)};
    co_await asio::async_write(stream_, request, into(p.ec));
    p.parser.emplace(p.reply, max_body_);
    while (!p.ec && !p.parser->is_header_done()) {
        const std::size_t bytes = co_await stream_.async_read_some(free_space(), into(p.ec));
        received(p, bytes);
    }
    p.time_to_head =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - p.begun);
    if (!p.ec && !p.parser->is_done() && p.parser->content_length()) {
        const asio::mutable_buffer rest = start_body(p);
        const std::array<asio::mutable_buffer, 2> room{rest, free_space()};
        const auto enough = asio::transfer_at_least(rest.size());
        std::size_t bytes = rest.size();
        if (!p.ec && bytes > 0) bytes = co_await asio::async_read(stream_, room, enough, into(p.ec));
        if (!p.ec) end_ += bytes - rest.size();  // what nobody asked for is noticed
    } else {
        while (!p.ec && !p.parser->is_done()) {
            const std::size_t bytes = co_await stream_.async_read_some(free_space(), into(p.ec));
            received(p, bytes);
        }
    }
    watch.disarm();
    co_return finish(p, watch.fired());
}

template <class Stream>
boost::asio::mutable_buffer http_connection<Stream>::free_space() {
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (end_ == buffer_.size()) buffer_.resize(buffer_.size() * 2);  // bounded by the parser's limits
    return asio::buffer(buffer_.data() + end_, buffer_.size() - end_);
}

template <class Stream>
void http_connection<Stream>::received(progress& p, std::size_t bytes) {
    end_ += bytes;
    p.received = p.received || bytes > 0;
    // TLS without close_notify gives another error: anybody could have cut it off there (RFC 9112 §9.8).
    const bool closed = p.ec == asio::error::eof;
    if (p.ec && !closed) return;
    if (closed && !p.parser->is_header_done()) return;
    if (closed) {  // a body without a length ends with the connection
        p.ec = {};
        p.parser->put_eof(p.ec);
        return;
    }
    parse(p);
    if (!p.ec && end_ - begin_ > max_unparsed) p.ec = http::error::buffer_overflow;
    pass_over_interim(p);
}

// An interim response (100 Continue) comes before the real one; 101 would be the end of HTTP.
template <class Stream>
void http_connection<Stream>::pass_over_interim(progress& p) {
    while (!p.ec && p.parser->is_done() && p.reply.status / 100 == 1) {
        if (p.reply.status == 101 || ++p.interim > max_interim) {
            p.ec = http::error::bad_status;
            return;
        }
        p.reply = {};
        p.parser.emplace(p.reply, max_body_);
        parse(p);
    }
}

template <class Stream>
void http_connection<Stream>::parse(progress& p) {
    p.parser->eager(p.parser->is_header_done());
    while (begin_ < end_ && !p.parser->is_done()) {
        const bool head = !p.parser->is_header_done();
        const std::size_t used = p.parser->put(asio::buffer(buffer_.data() + begin_, end_ - begin_), p.ec);
        begin_ += used;
        if (p.ec == http::error::need_more) {
            p.ec = {};
            return;
        }
        if (p.ec || used == 0) return;
        if (head && p.parser->is_header_done() && p.parser->content_length())
            return;  // the body is read directly
        p.parser->eager(true);
    }
}

// Takes what has come of a body of known length and gives the space for the rest.
template <class Stream>
boost::asio::mutable_buffer http_connection<Stream>::start_body(progress& p) {
    const std::uint64_t whole = *p.parser->content_length();
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(whole, p.parser->max_body()));
    if (length < whole) {
        p.reply.cut = p.parser->cuts_body();
        if (!p.reply.cut) {
            p.ec = http::error::body_limit;
            return {};
        }
    }
    const std::size_t have = std::min(length, end_ - begin_);
    std::string& body = p.reply.body;
    body.reserve(length);
    body.assign(buffer_.data() + begin_, have);
    begin_ += have;
    body.resize(length);
    return asio::buffer(body.data() + have, length - have);
}

template <class Stream>
exchange_result http_connection<Stream>::finish(progress& p, bool out_of_time) {
    if (p.ec == http::error::body_limit && p.reply.cut) p.ec = {};
    // The watchdog's own end of the connection may look like the end of a body; a reply that is whole by its
    // own account is not late, however close it came.
    if (p.ec || (out_of_time && p.parser->need_eof())) {
        const errc cause = out_of_time ? errc::attempt_timed_out : cause_of(p.ec);
        const std::string detail = out_of_time ? "" : p.ec.message();
        return {failure(cause, {.detail = detail, .http_status = p.reply.status}), !p.received};
    }
    p.reply.time_to_head = p.time_to_head;
    p.reply.keep_alive = p.parser->keep_alive() && !p.reply.cut && !out_of_time;
    used_before_ = true;
    replied = true;
    // Bytes beyond the reply belong to no request.
    reusable_ = p.reply.keep_alive && begin_ == end_ && !has_unread(stream_);
    begin_ = end_ = 0;
    return {std::move(p.reply), false};
}

template <class Stream>
bool http_connection<Stream>::looks_alive() noexcept {
    return is_quiet(stream_);
}

template class http_connection<asio::ip::tcp::socket>;
template class http_connection<asio::ssl::stream<asio::ip::tcp::socket>>;

}  // namespace dynaco::transport
