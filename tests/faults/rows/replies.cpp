#include "faults/fault_row.hpp"

#include <string>

namespace dynaco::test {
namespace {

constexpr std::size_t above_limits = 200'000;  // more than the limit of a head, and of a body in these tests

fault_row harmless(std::string_view name, spoiler spoil, connection_is after = connection_is::kept) {
    return {.name = name, .spoil = spoil, .applied = true, .connection = after};
}

// The response to an executed request is wrong. A retry may get a right one.
fault_row bad(std::string_view name, errc told, spoiler spoil, connection_is after = connection_is::closed) {
    return {.name = name,
            .spoil = spoil,
            .applied = true,
            .again = repeated::soon,
            .connection = after,
            .read_told = told,
            .write_told = errc::outcome_unknown};
}

// The response to a retry would be wrong, too.
fault_row hopeless(std::string_view name, errc told, spoiler spoil) {
    fault_row row = bad(name, told, spoil);
    row.again = repeated::no;
    return row;
}

reply without_crc(const reply& good, std::string body) {
    return good.body(std::move(body)).crc(crc_header::absent);
}

std::string shortened(const reply& good) { return good.parts().body.substr(0, good.parts().body.size() / 2); }

}  // namespace

fault_part odd_framing() {
    using enum connection_is;
    return {"HTTP",
            {
                harmless("a chunked body",
                         [](const reply& good) {
                             return good.chunked({1, 3});
                         }),
                harmless("sent byte by byte, within attempt_timeout",
                         [](const reply& good) { return good.trickle(1); }),
                harmless("100 Continue before the response",
                         [](const reply& good) { return good.continue_first(); }),
                harmless(
                    "Connection: close", [](const reply& good) { return good.connection_close(); }, closed),
                harmless(
                    "closed after the response, without Connection: close",
                    [](const reply& good) { return good.close_after_reply(); }, closed),
                harmless(
                    "no Content-Length: the body ends with the connection",
                    [](const reply& good) { return good.until_close(); }, closed),
                harmless(
                    "HTTP/1.0",
                    [](const reply& good) {
                        const std::string& body = good.parts().body;
                        return reply::raw("HTTP/1.0 200 OK\r\nContent-Length: " +
                                          std::to_string(body.size()) + "\r\n\r\n" + body)
                            .close_after_reply();
                    },
                    closed),
                harmless(
                    "extra bytes after the response",
                    [](const reply& good) {
                        return without_crc(good, good.parts().body + "HTTP/1.1 200 OK\r\n")
                            .content_length(good.parts().body.size());
                    },
                    closed),
                bad("garbage instead of a head", errc::malformed_reply,
                    [](const reply&) { return reply::raw("220 ready when you are\r\n\r\n"); }),
                bad("Content-Length is not a number", errc::malformed_reply,
                    [](const reply& good) { return good.header("Content-Length", "-2"); }),
                bad("two Content-Length headers that differ", errc::malformed_reply,
                    [](const reply& good) {
                        return good.header("Content-Length", "2").header("Content-Length", "3");
                    }),
                bad("a chunk size is not a number", errc::malformed_reply,
                    [](const reply& good) {
                        return without_crc(good, "zz\r\n{}\r\n0\r\n\r\n")
                            .header("Transfer-Encoding", "chunked")
                            .until_close();
                    }),
                bad("Content-Length is smaller than the body", errc::checksum_mismatch,
                    [](const reply& good) { return good.content_length(1); }),
                hopeless("the head is larger than 64 KB", errc::reply_too_large,
                         [](const reply& good) { return good.oversize_head(above_limits); }),
                hopeless("the body is larger than max_reply_size", errc::reply_too_large,
                         [](const reply& good) {
                             return without_crc(good, "{" + std::string(above_limits, ' ') + "}");
                         }),
                hopeless("the chunked body is larger than max_reply_size", errc::reply_too_large,
                         [](const reply& good) {
                             return without_crc(good, "{" + std::string(above_limits, ' ') + "}")
                                 .chunked({50'000, 50'000, 50'000});
                         }),
            }};
}

fault_part odd_contents() {
    return {"Contents of a 2xx response",
            {
                harmless("no x-amz-crc32", [](const reply& good) { return good.crc(crc_header::absent); }),
                bad("x-amz-crc32 does not match", errc::checksum_mismatch,
                    [](const reply& good) { return good.crc(crc_header::wrong); }),
                bad("x-amz-crc32 is not a number", errc::checksum_mismatch,
                    [](const reply& good) { return good.crc(crc_header::malformed); }),
                bad("compressed, although not requested", errc::malformed_reply,
                    [](const reply& good) { return good.gzip(); }),
                bad("an empty body", errc::malformed_reply,
                    [](const reply& good) { return without_crc(good, ""); }),
                bad("204 without a body, as from a gateway", errc::malformed_reply,
                    [](const reply& good) { return without_crc(good, "").status(204); }),
                bad("202 with a JSON object", errc::malformed_reply,
                    [](const reply& good) { return good.status(202); }),
                bad("an HTML page", errc::malformed_reply,
                    [](const reply& good) { return without_crc(good, "<html>Log in, please</html>"); }),
                bad("a JSON array", errc::malformed_reply,
                    [](const reply& good) { return without_crc(good, "[1,2]"); }),
                bad("the JSON is cut off", errc::malformed_reply,
                    [](const reply& good) { return without_crc(good, shortened(good)); }),
            }};
}

}  // namespace dynaco::test
