#include "fuzz_target.hpp"
#include "transport/http/connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

// Any bytes as the reply to a request, over a real socket, whole and in pieces. The first byte is the size of
// the pieces. In the seeds \r, \n and \\ stand for themselves.
using namespace dynaco;
using fuzz::check;
namespace asio = boost::asio;

namespace {

constexpr std::size_t max_body = 300;
using plain_connection = transport::http_connection<asio::ip::tcp::socket>;

struct outcome {
    bool good = false;
    bool reusable = false;
    wire::response reply{};
};

asio::awaitable<void> ask(plain_connection& c, std::optional<transport::exchange_result>& got) {
    const std::string head = "POST / HTTP/1.1\r\n\r\n";
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    transport::exchange_result outcome = co_await c.exchange(head, "", until);
    got.emplace(std::move(outcome));
}

// The result of a connection that receives these bytes and then ends.
outcome received(std::string_view bytes, std::size_t piece, std::string_view input) {
    asio::io_context io{1};
    int ends[2];
    check(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0, "there are sockets", input);
    asio::ip::tcp::socket socket(io);
    socket.assign(asio::ip::tcp::v4(), ends[0]);  // a stream is a stream
    plain_connection c(std::move(socket), transport::watchdog::make(io.get_executor()), max_body);
    std::optional<transport::exchange_result> got;
    asio::co_spawn(io, ask(c, got), asio::detached);
    io.poll();
    while (!bytes.empty() && !got) {
        const std::string_view now = bytes.substr(0, piece);
        check(::send(ends[1], now.data(), now.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(now.size()),
              "a piece fits into the socket", input);
        bytes.remove_prefix(now.size());
        io.poll();
    }
    ::shutdown(ends[1], SHUT_WR);
    io.restart();
    while (!got && io.run_one_for(std::chrono::seconds(10)) > 0) {
    }
    check(got.has_value(), "an exchange ends when the connection does", input);
    outcome o{.good = got->reply.has_value(), .reusable = c.reusable()};
    if (o.good) o.reply = *got->reply;
    ::close(ends[1]);
    return o;
}

bool same(const outcome& a, const outcome& b) {
    const auto parts = [](const outcome& o) {
        const auto& r = o.reply;
        return std::tie(o.good, r.status, r.body, r.date, r.crc32, r.cut, r.has_age, r.content_encoding,
                        r.request_id);
    };
    return parts(a) == parts(b);
}

// Whether the text of the reply defines its end; recognises only the simplest form of a head.
bool says_its_length(std::string_view text) {
    std::string head(text.substr(0, text.find("\r\n\r\n")));
    std::ranges::transform(head, head.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const bool interim = head.find("http/1.1 1") != std::string::npos;
    return !interim && head.size() < text.size() &&
           (head.find("\r\ncontent-length:") != std::string::npos ||
            head.find("\r\ntransfer-encoding:") != std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0 || size > 8000) return 0;  // one read of the connection takes it all
    const std::string_view input = fuzz::as_text(data, size);
    std::string text;
    for (std::size_t i = 1; i < input.size(); ++i) {
        const bool escaped = input[i] == '\\' && i + 1 < input.size();
        const char c = escaped ? input[++i] : input[i];
        text += escaped && c == 'r' ? '\r' : escaped && c == 'n' ? '\n' : c;
    }

    const outcome whole = received(text, text.size() + 1, input);
    check(!whole.good || whole.reply.status >= 200, "an interim response is not returned", input);
    check(whole.reply.body.size() <= max_body, "a body is no longer than allowed", input);
    check(!whole.reusable || (whole.good && whole.reply.keep_alive && !whole.reply.cut),
          "the connection is used again only after a whole response", input);

    const outcome in_pieces = received(text, 1 + data[0] % 16, input);
    check(same(whole, in_pieces), "the pieces in which a response arrives do not change it", input);

    if (whole.reusable) {
        const outcome longer = received(text + "H", text.size() + 2, input);
        check(same(whole, longer), "extra bytes after a response do not change it", input);
        check(!longer.reusable, "extra bytes after a response end the connection", input);
    }

    // A prefix of the text is the same response if it contains the whole response; else it is not accepted.
    const std::size_t kept = text.empty() ? 0 : data[0] * text.size() / 256;
    const outcome cut = received(std::string_view(text).substr(0, kept), text.size() + 1, input);
    if (cut.good && says_its_length(std::string_view(text).substr(0, kept)))
        check(same(cut, whole), "a response that was cut off is not accepted", input);
    return 0;
}
