#include "support/fault_server/reply/reply_bytes.hpp"

#include <algorithm>
#include <stdexcept>
#include <strings.h>
#include <zlib.h>

namespace dynaco::test {
namespace {

const char* reason(unsigned status) {
    switch (status) {
        case 200: return "OK";
        case 400: return "Bad Request";
        case 403: return "Forbidden";
        case 413: return "Request Entity Too Large";
        case 500: return "Internal Server Error";
        case 502: return "Bad Gateway";
        case 503: return "Service Unavailable";
        case 504: return "Gateway Timeout";
        default: return "Scripted";
    }
}

bool has_header(const reply_parts& parts, const char* name) {
    return std::any_of(parts.headers.begin(), parts.headers.end(),
                       [&](const auto& each) { return ::strcasecmp(each.first.c_str(), name) == 0; });
}

void add_default(std::string& head, const reply_parts& parts, const char* name, std::string_view value) {
    if (!has_header(parts, name)) head.append(name).append(": ").append(value).append("\r\n");
}

std::string compress(const std::string& plain) {
    z_stream stream{};
    constexpr int gzip_window = 15 + 16;  // for zlib, + 16 means the gzip format
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
        throw std::runtime_error("deflateInit2 failed");
    }
    std::string packed(deflateBound(&stream, static_cast<uLong>(plain.size())), '\0');
    std::string input = plain;  // zlib's input pointer is not const
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int done = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    if (done != Z_STREAM_END) throw std::runtime_error("deflate failed");
    return packed;
}

void add_crc(std::string& head, const reply_parts& parts, const std::string& body) {
    const uLong sum = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    switch (parts.crc) {
        case crc_header::correct: return add_default(head, parts, "x-amz-crc32", std::to_string(sum));
        case crc_header::wrong: return add_default(head, parts, "x-amz-crc32", std::to_string(sum ^ 1U));
        case crc_header::malformed: return add_default(head, parts, "x-amz-crc32", "not-a-number");
        case crc_header::absent: return;
    }
}

void add_framing(std::string& head, const reply_parts& parts, const std::string& body) {
    if (parts.claimed_length || parts.framing == body_framing::content_length) {
        add_default(head, parts, "Content-Length",
                    std::to_string(parts.claimed_length.value_or(body.size())));
    }
    if (parts.framing == body_framing::chunked) add_default(head, parts, "Transfer-Encoding", "chunked");
}

void add_chunk(std::string& out, std::string_view data) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string size;
    for (std::size_t left = data.size(); left != 0; left /= 16) size.insert(size.begin(), digits[left % 16]);
    out.append(size).append("\r\n").append(data).append("\r\n");
}

void add_chunks(std::string& out, const reply_parts& parts, std::string_view body) {
    for (const std::size_t size : parts.chunk_sizes) {
        const std::string_view chunk = body.substr(0, size);
        if (!chunk.empty()) add_chunk(out, chunk);
        body.remove_prefix(chunk.size());
    }
    if (!body.empty()) add_chunk(out, body);
    out.append("0\r\n\r\n");
}

}  // namespace

std::string reply_bytes(const reply_parts& parts, std::string_view request_id) {
    if (parts.raw) return *parts.raw;
    const std::string body = parts.gzip ? compress(parts.body) : parts.body;
    std::string out = parts.continue_first ? "HTTP/1.1 100 Continue\r\n\r\n" : "";
    out.append("HTTP/1.1 ").append(std::to_string(parts.status)).append(" ").append(reason(parts.status));
    out.append("\r\n");
    add_default(out, parts, "Server", "Server");
    if (parts.request_id) add_default(out, parts, "x-amzn-RequestId", request_id);
    add_default(out, parts, "Content-Type", "application/x-amz-json-1.0");
    if (parts.gzip) add_default(out, parts, "Content-Encoding", "gzip");
    add_crc(out, parts, body);
    add_framing(out, parts, body);
    for (const auto& [name, value] : parts.headers) {
        out.append(name).append(": ").append(value).append("\r\n");
    }
    out.append("\r\n");
    if (parts.framing == body_framing::chunked) {
        add_chunks(out, parts, body);
    } else {
        out.append(body);
    }
    return out;
}

}  // namespace dynaco::test
