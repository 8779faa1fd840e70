#include "support/fault_server/reply/reply_player.hpp"

#include "support/fault_server/reply/reply_bytes.hpp"

#include <algorithm>

namespace dynaco::test {

namespace asio = boost::asio;

asio::awaitable<bool> reply_player::play(const reply_parts& parts, const std::string& request_id) {
    const std::string whole = reply_bytes(parts, request_id);
    const std::string_view bytes = std::string_view(whole).substr(0, parts.stop_after);
    const std::size_t stall_at = std::min(parts.stall_after.value_or(0), bytes.size());

    bool alive = true;
    if (parts.delay.count() > 0) alive = co_await link_.pause(parts.delay);
    if (alive) alive = co_await send(parts, bytes.substr(0, stall_at));
    if (alive && parts.stall_after) alive = co_await stall();
    if (alive) alive = co_await send(parts, bytes.substr(stall_at));
    if (alive) alive = co_await end(parts);
    co_return alive;
}

asio::awaitable<bool> reply_player::send(const reply_parts& parts, std::string_view bytes) {
    bool alive = true;
    while (alive && !bytes.empty()) {
        const std::string_view piece = bytes.substr(0, parts.piece_size);
        bytes.remove_prefix(piece.size());
        alive = co_await link_.write(piece);
        const bool rests = parts.piece_pause.count() > 0 && !bytes.empty();
        if (alive && rests) alive = co_await link_.pause(parts.piece_pause);
    }
    co_return alive;
}

asio::awaitable<bool> reply_player::stall() {
    released_ = false;
    log_.stall_began();
    while (!released_ && !link_.over()) co_await link_.change();
    log_.stall_ended();
    co_return !link_.over();
}

asio::awaitable<bool> reply_player::end(const reply_parts& parts) {
    switch (parts.ending) {
        case reply_ending::keep_open: co_return true;
        case reply_ending::reset: co_await link_.reset(); break;
        case reply_ending::close: co_await link_.finish(parts.close_notify); break;
    }
    co_return false;
}

void reply_player::release() {
    released_ = true;
    link_.wake();
}

}  // namespace dynaco::test
