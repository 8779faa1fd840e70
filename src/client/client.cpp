#include "client/call/loop.hpp"
#include "client/call/time.hpp"
#include "transport/effects.hpp"

#include <dynaco/client.hpp>
#include <dynaco/detail/client/handle/access.hpp>

#include <algorithm>

namespace dynaco {

client::client(const boost::asio::any_io_executor& executor, const client_options& options)
    : client(detail::make_call_loop(executor, options)) {}
client::client(std::shared_ptr<detail::call_loop> loop) noexcept
    : loop_(loop.get(), [loop](detail::call_loop* last) { last->close(); }) {}
client::~client() = default;
client::client(const client&) = default;
client::client(client&&) noexcept = default;
client& client::operator=(const client&) = default;
client& client::operator=(client&&) noexcept = default;

client client::with(call_options options) const {
    client other = *this;
    other.options_ = options;
    return other;
}

client client::ending_by(std::chrono::steady_clock::time_point then) const {
    client other = *this;
    other.options_.until = std::min(options_.until, then);
    return other;
}

awaitable<void> client::pause(std::chrono::milliseconds ceiling) const {
    detail::effects& world = loop_->world();
    return world.sleep(detail::client_access::left_of(
        *this, std::chrono::milliseconds(
                   static_cast<std::int64_t>(world.jitter() * static_cast<double>(ceiling.count())))));
}

boost::asio::any_io_executor client::executor() const { return loop_->executor(); }

const std::string& client::endpoint() const noexcept { return loop_->endpoint(); }

awaitable<std::size_t> client::warm_up(std::size_t connections) const {
    return value_or_throw(loop_->warm_up(connections, options_, loop_));
}

client_connections client::connections() const { return loop_->connections(); }
void client::close_idle_connections() noexcept { loop_->close_idle_connections(); }

awaitable<bool> client::shutdown(std::chrono::milliseconds patience) {
    return loop_->shutdown(patience, loop_);
}
void client::close() noexcept { loop_->close(); }

namespace detail {

client client_access::within_deadline(const client& db, std::chrono::nanoseconds spent) {
    client other = db;
    const auto own = given_or(db.options_.deadline, db.loop_->limits().deadline);
    other.shared_end_ = std::min(db.shared_end_, now(db) + own - spent);
    return other;
}

int client_access::max_attempts(const client& db) noexcept {
    return db.options_.max_attempts > 0 ? db.options_.max_attempts : db.loop_->limits().max_attempts;
}

std::chrono::milliseconds client_access::attempt_timeout(const client& db) noexcept {
    return given_or(db.options_.attempt_timeout, db.loop_->limits().attempt_timeout);
}

std::chrono::milliseconds client_access::left_of(const client& db, std::chrono::milliseconds time) {
    const auto begin = now(db);
    const auto end = std::min(after(begin, time), ends_by(db));
    if (end <= begin) return {};
    return std::chrono::ceil<std::chrono::milliseconds>(end - begin);
}

awaitable<void> client_access::sleep_for(const client& db, std::chrono::milliseconds time) {
    return db.loop_->world().sleep(left_of(db, time));
}

std::chrono::steady_clock::time_point client_access::now(const client& db) { return db.loop_->world().now(); }

wall_time client_access::wall_clock(const client& db) { return db.loop_->world().wall_clock(); }

std::string client_access::random_token(const client& db) {
    const auto text = random_uuid(db.loop_->world());
    return {text.data(), text.size()};
}

std::string client_access::prefixed(const client& db, std::string_view table_name) {
    return db.loop_->table_prefix() + std::string(table_name);
}

}  // namespace detail

}  // namespace dynaco
