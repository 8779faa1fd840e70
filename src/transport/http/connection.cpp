#include "transport/http/connection.hpp"

#include "core/cleanse.hpp"
#include "transport/http/exchange.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <utility>

namespace dynaco::transport {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

// Whether bytes are left between the socket and the reader.
bool has_unread(const asio::ip::tcp::socket&) { return false; }
bool has_unread(asio::ssl::stream<asio::ip::tcp::socket>& stream) {
    SSL* const handle = stream.native_handle();
    return SSL_has_pending(handle) != 0 || BIO_ctrl_pending(SSL_get_rbio(handle)) > 0;
}

template <class Stream>
constexpr bool is_tls = !std::is_same_v<Stream, asio::ip::tcp::socket>;

errc cause_of(const error_code& ec) {
    if (ec == http::error::body_limit || ec == http::error::header_limit ||
        ec == http::error::buffer_overflow)
        return errc::reply_too_large;
    if (ec == http::error::end_of_stream || ec == http::error::partial_message) return errc::connection_lost;
    if (ec.category() == make_error_code(http::error::bad_version).category()) return errc::malformed_reply;
    return errc::connection_lost;
}

exchange_result closed_while_idle() {
    return {
        .reply = failure(errc::connection_lost, {.detail = "the connection was closed while it was idle"}),
        .nothing_received = true,
        .nothing_sent = true};
}

}  // namespace

template <class Stream>
http_connection<Stream>::progress::progress(http_connection& c, std::string_view request_head,
                                            std::string_view request_body, steady_time deadline)
    : unsent{asio::buffer(request_head), asio::buffer(request_body)},
      bytes_unsent(request_head.size() + request_body.size()),
      parser(std::in_place, reply, c.max_body_),
      watch(*c.dog_, static_cast<int>(c.stream_.lowest_layer().native_handle()), deadline,
            c.exchanges_.get()) {}

template <class Stream>
awaitable<exchange_result> http_connection<Stream>::exchange(std::string_view head, std::string_view body,
                                                             steady_time deadline) {
    reusable_ = false;
    replied = false;
    return asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr, exchange_result)>(
        exchange_start{*this}, asio::use_awaitable, head, body, deadline);
}

template <class Stream>
struct http_connection<Stream>::exchange_start {
    using recycles_frames = void;  // of the coroutine that Asio makes

    template <class Handler>
    void operator()(Handler handler, std::string_view head, std::string_view body,
                    steady_time deadline) const {
        exchange_operation<Handler> operation(on, std::move(handler));
        // Data that arrives before the request is the end of the connection, or would be taken for the
        // response. The pool has just checked a connection that was idle.
        if (on.is_inherited() || (on.used_before_ && !on.idled && !on.looks_alive()))
            return operation.refuse(closed_while_idle());
        on.now_.emplace(on, head, body, deadline);
        // A body that grows would leave copies of the secret in memory.
        if (on.holds_secrets_) on.now_->reply.body = detail::recycled_string::with_room(usual_secret);
        operation.begin();
    }

    http_connection& on;
};

// Nearly always the socket takes the whole request. Then no handler has to be queued for the write.
template <class Stream>
bool http_connection<Stream>::write_at_once() {
    if constexpr (is_tls<Stream>) {
        return false;  // a TLS stream would lose a part of a record that the socket does not take
    } else {
        progress& p = *now_;
        error_code ec;
        if (!stream_.non_blocking()) stream_.non_blocking(true, ec);
        const std::size_t bytes = ec ? 0 : stream_.write_some(p.unsent, ec);
        if (ec) return false;  // an asynchronous write waits, or reports the error
        if (!written({}, bytes)) return true;
        listen_while_sending();
        return false;
    }
}

template <class Stream>
bool http_connection<Stream>::written(error_code ec, std::size_t bytes) {
    progress& p = *now_;
    p.ec = ec;
    p.bytes_unsent -= bytes;
    for (asio::const_buffer& each : p.unsent) {
        const std::size_t gone = std::min(bytes, each.size());
        each += gone;
        bytes -= gone;
    }
    if (!p.ec && p.bytes_unsent > 0) return true;
    if (p.listens) p.watch.set_sending(false);
    return false;
}

template <class Stream>
void http_connection<Stream>::listen_while_sending() {
    progress& p = *now_;
    // The first data on a new TLS connection are session tickets (RFC 8446 §4.6.1).
    if (p.listens || (is_tls<Stream> && !used_before_)) return;
    p.listens = true;
    p.watch.set_sending(true);
    stream_.lowest_layer().async_wait(asio::socket_base::wait_read,
                                      [all = exchanges_, number = p.watch.number()](const error_code& ec) {
                                          if (!ec) all->stop_sending(number);
                                      });
}

template <class Stream>
bool http_connection<Stream>::may_have_answered() {
    progress& p = *now_;
    if (p.ec != asio::error::broken_pipe && p.ec != asio::error::connection_reset) return false;
    p.write_error = std::exchange(p.ec, {});
    p.bytes_unsent = 0;
    return true;
}

template <class Stream>
bool http_connection<Stream>::read(error_code ec, std::size_t bytes) {
    progress& p = *now_;
    p.ec = ec;
    if (p.body_direct) {
        received_directly(bytes);
    } else {
        const bool in_head = !p.parser->is_header_done();
        received(bytes);
        if (in_head && (p.ec || p.parser->is_header_done())) {
            heard = std::chrono::steady_clock::now();
            p.time_to_head = std::chrono::duration_cast<std::chrono::microseconds>(heard - p.begun);
            if (!p.ec && !p.parser->is_done() && p.parser->content_length()) start_body();
        }
    }
    if (p.ec) return false;
    return p.body_direct ? p.body_read < p.body_length : !p.parser->is_done();
}

// There must be nothing after a body of known length. The second buffer detects unexpected bytes.
template <class Stream>
auto http_connection<Stream>::room() -> reply_buffers {
    progress& p = *now_;
    if (!p.body_direct) return {free_space(), {}};
    std::string& body = p.reply.body;
    // The Content-Length is not trusted: memory grows as the body arrives.
    if (p.body_read == body.size())
        body.resize(std::min(p.body_length, body.size() + std::max(body.size(), first_body)));
    return {asio::buffer(body.data() + p.body_read, body.size() - p.body_read), free_space()};
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

// Received bytes are in the buffer, and in the response of a failed exchange.
template <class Stream>
void http_connection<Stream>::forget_replies() noexcept {
    detail::cleanse(buffer_.data(), buffer_.size());
    if (now_) detail::cleanse(now_->reply.body);
}

template <class Stream>
void http_connection<Stream>::received(std::size_t bytes) {
    progress& p = *now_;
    end_ += bytes;
    p.received = p.received || bytes > 0;
    // TLS without close_notify is another error: anybody could have cut the connection (RFC 9112 §9.8).
    const bool closed = p.ec == asio::error::eof;
    if (p.ec && !closed) return;
    if (closed && !p.parser->is_header_done()) return;
    if (closed) {  // a body without a length ends with the connection
        p.ec = {};
        p.parser->put_eof(p.ec);
        return;
    }
    parse();
    if (!p.ec && end_ - begin_ > max_unparsed) p.ec = http::error::buffer_overflow;
    pass_over_interim();
}

template <class Stream>
void http_connection<Stream>::received_directly(std::size_t bytes) {
    progress& p = *now_;
    const std::size_t wanted = std::min(bytes, p.reply.body.size() - p.body_read);
    p.body_read += wanted;
    end_ += bytes - wanted;
    if (end_ == begin_ || p.body_read == p.body_length) return;
    // The read went beyond the memory of the body.
    const std::size_t more = std::min(end_ - begin_, p.body_length - p.body_read);
    p.reply.body.resize(p.body_read + more);
    std::memcpy(p.reply.body.data() + p.body_read, buffer_.data() + begin_, more);
    p.body_read += more;
    begin_ += more;
    if (begin_ == end_) begin_ = end_ = 0;
}

// Skips interim responses (such as 100 Continue). 101 would end the use of HTTP.
template <class Stream>
void http_connection<Stream>::pass_over_interim() {
    progress& p = *now_;
    while (!p.ec && p.parser->is_done() && p.reply.status / 100 == 1) {
        if (p.reply.status == 101 || ++p.interim > max_interim) {
            p.ec = http::error::bad_status;
            return;
        }
        p.reply = {};
        p.parser.emplace(p.reply, max_body_);
        parse();
    }
}

template <class Stream>
void http_connection<Stream>::parse() {
    progress& p = *now_;
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

// Takes the received part of a body of known length and makes room for the rest.
template <class Stream>
void http_connection<Stream>::start_body() {
    progress& p = *now_;
    const std::uint64_t whole = *p.parser->content_length();
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(whole, p.parser->max_body()));
    if (length < whole) {
        p.reply.cut = p.parser->cuts_body();
        if (!p.reply.cut) {
            p.ec = http::error::body_limit;
            return;
        }
    }
    p.body_length = length;
    p.body_read = std::min(length, end_ - begin_);
    p.reply.body = detail::recycled_string::of_size(length, std::max(p.body_read, first_body));
    std::memcpy(p.reply.body.data(), buffer_.data() + begin_, p.body_read);
    begin_ += p.body_read;
    p.body_direct = true;
}

template <class Stream>
exchange_result http_connection<Stream>::finish() {
    progress& p = *now_;
    p.watch.disarm();
    const auto cut_off = p.watch.cut_off();
    if (p.ec == http::error::body_limit && p.reply.cut) p.ec = {};
    if (!used_before_ && !p.received && is_handshake_refusal(p.ec))
        return {.reply = failure(errc::tls_failed, {.detail = p.ec.message()}),
                .nothing_received = true,
                .nothing_sent = true};
    // An error response may arrive before the request is sent completely; a success cannot.
    if (p.write_error && (p.ec || p.reply.status < 400)) p.ec = p.write_error;
    // A shutdown by the watchdog may look like the end of a body. A response that is complete by its length
    // is not late, even if it came just before the shutdown.
    if (p.ec || (cut_off && p.parser->need_eof())) {
        const std::string detail = cut_off ? "" : p.ec.message();
        return {failure(cut_off.value_or(cause_of(p.ec)), {.detail = detail, .http_status = p.reply.status}),
                !p.received};
    }
    p.reply.time_to_head = p.time_to_head;
    p.reply.keep_alive = p.parser->keep_alive() && !p.reply.cut && !cut_off && !p.write_error;
    used_before_ = true;
    replied = true;
    // Bytes after the response do not belong to any request, except TLS messages such as session tickets and
    // new keys.
    reusable_ = p.reply.keep_alive && begin_ == end_ && (!has_unread(stream_) || is_quiet(stream_));
    begin_ = end_ = 0;
    return {std::move(p.reply), false};
}

template <class Stream>
bool http_connection<Stream>::looks_alive() noexcept {
    return !is_inherited() && is_quiet(stream_);
}

template class http_connection<asio::ip::tcp::socket>;
template class http_connection<asio::ssl::stream<asio::ip::tcp::socket>>;

}  // namespace dynaco::transport
