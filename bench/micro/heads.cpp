#include "floors.hpp"
#include "subject.hpp"
#include "subjects.hpp"
#include "transport/http/head_parser.hpp"
#include "wire/request_head.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstring>
#include <string>
#include <string_view>

namespace micro {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
namespace wire = dynaco::wire;

constexpr wire::client_head always{.path = "/",
                                   .host = "dynamodb.eu-west-1.amazonaws.com",
                                   .user_agent =
                                       "dynaco/0.1.0 ua/2.1 os/linux md/arch#x86_64 "
                                       "lang/c++#202002 m/E cfg/retry-mode#standard"};
constexpr wire::request_head request{.service = "DynamoDB_20120810",
                                     .operation = "GetItem",
                                     .invocation_id = "0b9f0a44-5b0e-4a53-9f6e-0d6d6c2a3f11",
                                     .max_attempts = 3,
                                     .content_length = 126};
constexpr std::string_view authorization =
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/eu-west-1/dynamodb/aws4_request, "
    "SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
    "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";
constexpr std::string_view date = "20260101T000000Z";

std::string& write_head(std::string& head) {
    static const wire::head_template prepared(always);
    (void)prepared.begin(head, request);
    head += authorization;
    wire::end_head(head, date);
    return head;
}

std::string write_head_with_beast() {
    http::request<http::empty_body> message(http::verb::post, "/", 11);
    message.set(http::field::host, beast::string_view(always.host.data(), always.host.size()));
    const auto set = [&message](beast::string_view name, std::string_view value) {
        message.set(name, beast::string_view(value.data(), value.size()));
    };
    set("Content-Type", wire::content_type);
    set("X-Amz-Target", "DynamoDB_20120810.GetItem");
    set("Content-Length", std::to_string(request.content_length));
    set("User-Agent", always.user_agent);
    set("amz-sdk-invocation-id", request.invocation_id);
    set("amz-sdk-request", "attempt=1; max=3");
    set("Authorization", authorization);
    set("X-Amz-Date", date);
    http::request_serializer<http::empty_body> writer(message);
    writer.split(true);
    std::string head;
    beast::error_code ec;
    writer.next(ec, [&head](beast::error_code&, const auto& buffers) {
        for (const auto each : beast::buffers_range_ref(buffers))
            head.append(static_cast<const char*>(each.data()), each.size());
    });
    return head;
}

const std::string reply_head =
    "HTTP/1.1 200 OK\r\n"
    "Server: Server\r\n"
    "Date: Thu, 01 Jan 2026 00:00:00 GMT\r\n"
    "Content-Type: application/x-amz-json-1.0\r\n"
    "Content-Length: 1034\r\n"
    "Connection: keep-alive\r\n"
    "x-amzn-RequestId: 8UEC8SGKJ4N9V4P9QF8E6C0H4FVV4KQNSO5AEMVJF66Q9ASUAAJG\r\n"
    "x-amz-crc32: 2745614147\r\n"
    "\r\n";

wire::response read_head() {
    wire::response reply;
    dynaco::transport::response_parser parser(reply, 1 << 20);
    beast::error_code ec;
    parser.put(boost::asio::buffer(reply_head), ec);
    if (!parser.is_header_done()) reply.status = 0;
    return reply;
}

unsigned read_head_with_beast() {
    http::response_parser<http::string_body> parser;
    beast::error_code ec;
    parser.put(boost::asio::buffer(reply_head), ec);
    return parser.is_header_done() ? parser.get().result_int() : 0U;
}

// Finds the ends of the lines.
std::size_t scan_head() {
    std::size_t lines = 0;
    const char* at = reply_head.data();
    const char* const end = at + reply_head.size();
    while ((at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at))))) {
        ++at;
        ++lines;
    }
    return lines;
}

}  // namespace

void heads() {
    std::string head;
    write_head(head);
    require(head.size() == write_head_with_beast().size(), "a request's head");
    require(read_head().status == 200 && read_head_with_beast() == 200, "a reply's head");

    const subject writing("request head", head.size());
    writing.measure("dynaco", [out = std::string()]() mutable { return write_head(out).size(); });
    writing.measure("floor: memcpy", memcpy_of(head));
    writing.measure("floor: a copy of the text", copy_of(head));
    writing.measure("other: Beast's fields and serializer", [] { return write_head_with_beast(); });

    const subject reading("reply head", reply_head.size());
    reading.measure("dynaco", [] { return read_head(); });
    reading.measure("floor: the ends of its lines", [] { return scan_head(); });
    reading.measure("other: Beast's parser with fields", [] { return read_head_with_beast(); });
}

}  // namespace micro
