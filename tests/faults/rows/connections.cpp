#include "faults/fault_row.hpp"
#include "support/fault_server/reply/reply_bytes.hpp"
#include "support/fault_server/request_id.hpp"

namespace dynaco::test {
namespace {

constexpr std::size_t status_line = 9;  // inside "HTTP/1.1 200 OK"
constexpr std::size_t header = 60;      // inside the lines after it

fault_row lost(std::string_view name, spoiler spoil, bool applied = true) {
    return {.name = name,
            .spoil = spoil,
            .applied = applied,
            .again = repeated::soon,
            .connection = connection_is::closed,
            .read_told = errc::connection_lost,
            .write_told = errc::outcome_unknown};
}

fault_row over_tls(fault_row row) {
    row.where = place::tls_server;
    return row;
}

fault_row stalled(std::string_view name, spoiler spoil, bool applied = true) {
    return {.name = name,
            .spoil = spoil,
            .applied = applied,
            .waits = true,
            .again = repeated::soon,
            .connection = connection_is::closed,
            .read_told = errc::attempt_timed_out,
            .write_told = errc::outcome_unknown};
}

}  // namespace

std::size_t bytes_of(const reply& whole) { return reply_bytes(whole.parts(), request_id(1)).size(); }

std::size_t head_of(const reply& whole) {
    constexpr std::string_view end = "\r\n\r\n";
    return reply_bytes(whole.parts(), request_id(1)).find(end) + end.size();
}

fault_part lost_connections() {
    return {
        "Broken connections",
        {
            lost(
                "reset before the request is read",
                [](const reply&) { return reply::reset_before_reading(); }, false),
            lost(
                "reset after reading the request, before processing it",
                [](const reply&) { return reply::reset_after_reading(); }, false),
            lost("reset after processing the request", [](const reply& good) { return good.reset_after(0); }),
            lost("closed after processing the request, without a response",
                 [](const reply& good) { return good.cut_after(0); }),
            lost("cut off in the status line", [](const reply& good) { return good.cut_after(status_line); }),
            lost("cut off in the head", [](const reply& good) { return good.cut_after(header); }),
            lost("cut off after the head", [](const reply& good) { return good.cut_after(head_of(good)); }),
            lost("cut off in the body", [](const reply& good) { return good.cut_after(bytes_of(good) - 1); }),
            lost("cut off in a chunk",
                 [](const reply& good) {
                     const reply chunks = good.chunked();
                     return chunks.cut_after(head_of(chunks) + 4);
                 }),
            lost("cut off before the last chunk",
                 [](const reply& good) {
                     const reply chunks = good.chunked();
                     return chunks.cut_after(bytes_of(chunks) - 5);
                 }),
            lost("reset in the head", [](const reply& good) { return good.reset_after(header); }),
            lost("reset in the body", [](const reply& good) { return good.reset_after(bytes_of(good) - 1); }),
            over_tls(lost("TLS: cut off in the body",
                          [](const reply& good) { return good.cut_after(bytes_of(good) - 1); })),
            over_tls(lost("TLS: a body without Content-Length ends without close_notify",
                          [](const reply& good) { return good.until_close().without_close_notify(); })),
        }};
}

fault_part stalls() {
    return {"Missing responses",
            {
                stalled(
                    "no response; the request was not processed", [](const reply&) { return reply::stall(); },
                    false),
                stalled("no response; the request was processed",
                        [](const reply& good) { return good.stall_after(0); }),
                stalled("stalls in the status line",
                        [](const reply& good) { return good.stall_after(status_line); }),
                stalled("stalls in the head", [](const reply& good) { return good.stall_after(header); }),
                stalled("stalls after the head",
                        [](const reply& good) { return good.stall_after(head_of(good)); }),
                stalled("stalls in the body",
                        [](const reply& good) { return good.stall_after(bytes_of(good) - 1); }),
                stalled("stalls in a chunk",
                        [](const reply& good) {
                            const reply chunks = good.chunked();
                            return chunks.stall_after(head_of(chunks) + 4);
                        }),
                stalled("sent byte by byte, longer than attempt_timeout",
                        [](const reply& good) { return good.trickle(1, std::chrono::milliseconds(20)); }),
                stalled("Content-Length is larger than the body",
                        [](const reply& good) { return good.content_length(bytes_of(good)); }),
                over_tls(stalled("TLS: no response; the request was processed",
                                 [](const reply& good) { return good.stall_after(0); })),
            }};
}

}  // namespace dynaco::test
