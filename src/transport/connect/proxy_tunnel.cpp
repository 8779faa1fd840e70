#include "transport/connect/proxy_tunnel.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <array>

namespace dynaco::transport {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

std::string connect_request(const origin& to, const proxy& through) {
    const std::string target = host_and_port(to.host, to.port);
    std::string text = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
    if (!through.authorization.empty()) text += "Proxy-Authorization: " + through.authorization + "\r\n";
    return text += "\r\n";
}

// Keeps only the status line. A response to CONNECT ends with its head (RFC 9110 §9.3.6). The body of a
// refusal is not read.
class status_parser final : public http::basic_parser<false> {
 public:
    static constexpr std::uint32_t max_head = 16 * 1024;

    status_parser() {
        header_limit(max_head);
        skip(true);
    }
    int status = 0;
    std::string reason{};

 private:
    using text = boost::beast::string_view;

    void on_request_impl(http::verb, text, text, int, error_code&) override {}
    void on_response_impl(int code, text why, int, error_code&) override {
        status = code;
        // The proxy's reason phrase may be written to logs.
        for (const char c : why.substr(0, 100)) reason += c >= ' ' && c < 127 ? c : '?';
    }
    void on_field_impl(http::field, text, text, error_code&) override {}
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(text body, error_code&) override { return body.size(); }
    void on_chunk_header_impl(std::uint64_t, text, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, text body, error_code&) override { return body.size(); }
    void on_finish_impl(error_code&) override {}
};

// Parses the proxy's response as its bytes arrive.
class proxy_reply {
 public:
    /// True once the final head is complete.
    bool add(std::string_view bytes, error_code& ec) {
        unread_ += bytes;
        while (!ec && !unread_.empty()) {
            const std::size_t used = parser_->put(asio::buffer(unread_), ec);
            unread_.erase(0, used);
            if (ec == http::error::need_more) {
                ec = {};
                return false;
            }
            if (!ec && parser_->is_done()) {
                if (parser_->status / 100 != 1) return true;
                parser_.emplace();
            }
        }
        return false;
    }
    [[nodiscard]] const status_parser& head() const noexcept { return *parser_; }
    /// True if there are bytes after the head. This is an error until the client has sent through the
    /// tunnel.
    [[nodiscard]] bool has_more() const noexcept { return !unread_.empty(); }

 private:
    std::optional<status_parser> parser_{std::in_place};
    std::string unread_;
};

failure refusal(const proxy& through, std::string_view what, int status = 0) {
    return {errc::proxy_refused,
            {.detail = name_of(through) + ' ' + std::string(what), .http_status = status}};
}

std::optional<failure> judge(const proxy& through, const proxy_reply& reply) {
    const status_parser& head = reply.head();
    if (head.status / 100 != 2) {
        std::string what = "answered " + std::to_string(head.status);
        if (!head.reason.empty()) what += ' ' + head.reason;
        return refusal(through, what, head.status);
    }
    if (reply.has_more()) return refusal(through, "sent more bytes than its response");
    return std::nullopt;
}

}  // namespace

awaitable<std::optional<failure>> open_tunnel(asio::ip::tcp::socket& socket, const origin& to,
                                              const proxy& through) {
    const std::string request = connect_request(to, through);
    error_code ec;
    co_await asio::async_write(socket, asio::buffer(request), asio::redirect_error(asio::use_awaitable, ec));
    proxy_reply reply;
    std::array<char, 4096> space{};
    for (bool complete = false; !complete;) {
        std::size_t size = 0;
        if (!ec)
            size = co_await socket.async_read_some(asio::buffer(space),
                                                   asio::redirect_error(asio::use_awaitable, ec));
        if (ec) co_return failure(errc::connect_failed, {.detail = name_of(through) + ": " + ec.message()});
        complete = reply.add({space.data(), size}, ec);
        if (ec == http::error::header_limit)
            co_return refusal(through, "sent a response head that is longer than 16 KiB");
        if (ec) co_return refusal(through, "did not send an HTTP response: " + ec.message());
    }
    co_return judge(through, reply);
}

}  // namespace dynaco::transport
