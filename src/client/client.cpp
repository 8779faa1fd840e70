#include "client/call/loop.hpp"
#include "core/longest_time.hpp"
#include "transport/effects.hpp"

#include <dynaco/client.hpp>
#include <dynaco/detail/client/access.hpp>

#include <algorithm>

namespace dynaco {

struct client::owner {
    explicit owner(std::shared_ptr<detail::call_loop> l) noexcept : loop(std::move(l)) {}
    owner(const owner&) = delete;
    owner& operator=(const owner&) = delete;
    ~owner() { loop->close(); }
    std::shared_ptr<detail::call_loop> loop;
};

client::client(const boost::asio::any_io_executor& executor, const client_options& options)
    : client(detail::make_call_loop(executor, options)) {}
client::client(std::shared_ptr<detail::call_loop> loop) noexcept
    : owner_(std::make_shared<owner>(std::move(loop))) {}
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

awaitable<result<reply>> client::call(encoded_request request) const {
    // Made once, so that all attempts send the same token.
    if (!request.missing_token.empty() && !request.refused) {
        request.body.pop_back();  // the closing brace
        detail::json::writer out(request.body);
        out.member(request.missing_token, detail::client_access::random_token(*this));
        out.end_object();
    }
    // A running call keeps the client open, as a handle does.
    detail::call_loop& loop = owner_->loop->of_target(request.info.target);
    return loop.run(std::move(request), options_, owner_, shared_end_);
}

awaitable<void> client::pause(std::chrono::milliseconds ceiling) const {
    detail::effects& world = owner_->loop->world();
    return world.sleep(detail::client_access::left_of(
        *this, std::chrono::milliseconds(
                   static_cast<std::int64_t>(world.jitter() * static_cast<double>(ceiling.count())))));
}

boost::asio::any_io_executor client::executor() const { return owner_->loop->executor(); }

const std::string& client::endpoint() const noexcept { return owner_->loop->endpoint(); }

awaitable<std::size_t> client::warm_up(std::size_t connections) const {
    return value_or_throw(owner_->loop->warm_up(connections, options_, owner_));
}

client_connections client::connections() const { return owner_->loop->connections(); }
void client::close_idle_connections() noexcept { owner_->loop->close_idle_connections(); }

awaitable<bool> client::shutdown(std::chrono::milliseconds patience) {
    return owner_->loop->shutdown(patience, owner_);
}
void client::close() noexcept { owner_->loop->close(); }

namespace detail {

client client_access::within_deadline(const client& db, std::chrono::nanoseconds spent) {
    const auto own = db.options_.deadline > std::chrono::milliseconds::zero()
                         ? db.options_.deadline
                         : db.owner_->loop->limits().deadline;
    client other = db;
    other.shared_end_ = std::min(db.shared_end_, now(db) + bounded(own) - spent);
    return other;
}

int client_access::max_attempts(const client& db) noexcept {
    return db.options_.max_attempts > 0 ? db.options_.max_attempts : db.owner_->loop->limits().max_attempts;
}

std::chrono::milliseconds client_access::left_of(const client& db, std::chrono::milliseconds time) {
    time = std::clamp(time, std::chrono::milliseconds(0), longest_time);
    const auto begin = now(db);
    if (ends_by(db) <= begin) return {};
    return std::min(time, std::chrono::ceil<std::chrono::milliseconds>(ends_by(db) - begin));
}

awaitable<void> client_access::sleep_for(const client& db, std::chrono::milliseconds time) {
    return db.owner_->loop->world().sleep(left_of(db, time));
}

std::chrono::steady_clock::time_point client_access::now(const client& db) {
    return db.owner_->loop->world().now();
}

wall_time client_access::wall_clock(const client& db) { return db.owner_->loop->world().wall_clock(); }

std::string client_access::random_token(const client& db) {
    const auto text = random_uuid(db.owner_->loop->world());
    return {text.data(), text.size()};
}

std::string client_access::prefixed(const client& db, std::string_view table_name) {
    return db.owner_->loop->table_prefix() + std::string(table_name);
}

}  // namespace detail

}  // namespace dynaco
