#include "support/fault_server/reply/reply.hpp"

#include <array>
#include <ctime>

namespace dynaco::test {

template <class Change>
reply reply::with(Change change) const {
    reply changed = *this;
    change(changed.parts_);
    return changed;
}

reply reply::status(unsigned code) const {
    return with([&](reply_parts& parts) { parts.status = code; });
}

reply reply::body(std::string text) const {
    return with([&](reply_parts& parts) { parts.body = std::move(text); });
}

reply reply::header(std::string name, std::string value) const {
    return with([&](reply_parts& parts) { parts.headers.emplace_back(std::move(name), std::move(value)); });
}

reply reply::date(std::chrono::system_clock::time_point when) const {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(when);
    std::tm calendar{};
    gmtime_r(&seconds, &calendar);
    std::array<char, 64> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &calendar);
    return header("Date", std::string(text.data(), size));
}

reply reply::crc(crc_header kind) const {
    return with([&](reply_parts& parts) { parts.crc = kind; });
}

reply reply::without_request_id() const {
    return with([](reply_parts& parts) { parts.request_id = false; });
}

reply reply::gzip() const {
    return with([](reply_parts& parts) { parts.gzip = true; });
}

reply reply::chunked(std::vector<std::size_t> sizes) const {
    return with([&](reply_parts& parts) {
        parts.framing = body_framing::chunked;
        parts.chunk_sizes = std::move(sizes);
    });
}

reply reply::until_close() const {
    return with([](reply_parts& parts) {
        parts.framing = body_framing::until_close;
        parts.ending = reply_ending::close;
    });
}

reply reply::content_length(std::uint64_t claimed) const {
    return with([&](reply_parts& parts) { parts.claimed_length = claimed; });
}

reply reply::continue_first() const {
    return with([](reply_parts& parts) { parts.continue_first = true; });
}

reply reply::oversize_head(std::size_t bytes) const { return header("X-Padding", std::string(bytes, 'x')); }

reply reply::delay(std::chrono::milliseconds time) const {
    return with([&](reply_parts& parts) { parts.delay = time; });
}

reply reply::trickle(std::size_t piece, std::chrono::milliseconds pause) const {
    return with([&](reply_parts& parts) {
        parts.piece_size = piece == 0 ? 1 : piece;
        parts.piece_pause = pause;
    });
}

reply reply::stall_after(std::size_t bytes) const {
    return with([&](reply_parts& parts) { parts.stall_after = bytes; });
}

reply reply::connection_close() const { return header("Connection", "close").close_after_reply(); }

reply reply::close_after_reply() const {
    return with([](reply_parts& parts) { parts.ending = reply_ending::close; });
}

reply reply::cut_after(std::size_t bytes) const {
    return with([&](reply_parts& parts) {
        parts.stop_after = bytes;
        parts.ending = reply_ending::close;
        parts.close_notify = false;
    });
}

reply reply::reset_after(std::size_t bytes) const {
    return with([&](reply_parts& parts) {
        parts.stop_after = bytes;
        parts.ending = reply_ending::reset;
    });
}

reply reply::without_close_notify() const {
    return with([](reply_parts& parts) { parts.close_notify = false; });
}

reply reply::raw(std::string bytes) {
    return reply{}.with([&](reply_parts& parts) { parts.raw = std::move(bytes); });
}

reply reply::stall() { return reply{}.stall_after(0); }

reply reply::close_on_accept() {
    return reply{}.cut_after(0).with([](reply_parts& parts) { parts.moment = reply_moment::on_accept; });
}

reply reply::reset_on_accept() {
    return reply{}.reset_after(0).with([](reply_parts& parts) { parts.moment = reply_moment::on_accept; });
}

reply reply::reset_before_reading() {
    return reply{}.reset_after(0).with(
        [](reply_parts& parts) { parts.moment = reply_moment::on_first_byte; });
}

reply reply::before_reading(std::string bytes) {
    return raw(std::move(bytes)).close_after_reply().with([](reply_parts& parts) {
        parts.moment = reply_moment::on_first_byte;
    });
}

reply reply::reset_after_reading() { return reply{}.reset_after(0); }

}  // namespace dynaco::test
