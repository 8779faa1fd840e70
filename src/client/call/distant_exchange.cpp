#include "client/call/distant_exchange.hpp"

#include "transport/bell.hpp"
#include "transport/context_end.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace dynaco::detail {
namespace {

namespace asio = boost::asio;
using transport::exchange_result;
using transport::steady_time;

exchange_result without_reply(errc why, std::string detail, bool begun) {
    return {.reply = failure(why, {.detail = std::move(detail)}), .nothing_sent = !begun};
}

exchange_result ended_early(bool begun) {
    return without_reply(errc::client_closed, "the io_context of the client's executor was destroyed", begun);
}

// A connection, and its lender, which is destroyed after it.
struct loan {
    std::shared_ptr<transport::transport> lender;
    transport::lease connection;
};

// An exchange on the client's context that a caller on another context waits for. Both share it. The
// connection stays with the exchange until it has ended: it must not outlive the client's context.
class remote_exchange final : public transport::context_resident {
 public:
    remote_exchange(const asio::any_io_executor& caller, std::shared_ptr<transport::transport> lender,
                    steady_time deadline)
        : lender_(std::move(lender)), bell_(caller, deadline) {}

    static asio::awaitable<void> run(std::shared_ptr<remote_exchange> self, std::unique_ptr<loan> on,
                                     std::string head, std::string body, steady_time deadline);
    asio::awaitable<void> wait() { return bell_.wait(); }
    // Returns the outcome to the caller, and the connection if the exchange has ended. Otherwise cancels the
    // exchange.
    exchange_result finish(bool canceled, std::optional<transport::lease>& connection);
    // The caller does not wait any more.
    void leave() noexcept;
    void context_ended() noexcept override;

 private:
    // Ends the exchange also if its coroutine is destroyed, with the client's context.
    struct ending {
        remote_exchange& of;
        ~ending() { of.vanished(); }
    };

    // @returns false if the caller has left
    bool begin(transport::connection& on) noexcept;
    void end(transport::lease connection, exchange_result how);
    void vanished() noexcept;
    void stop() noexcept {
        left_ = true;
        if (running_) running_->stop();
    }

    const std::shared_ptr<transport::transport> lender_;  // the owner of the connection
    transport::bell bell_;

    std::mutex mutex_;  // guards the members below
    bool begun_ = false;
    bool left_ = false;
    transport::connection* running_ = nullptr;
    std::optional<exchange_result> outcome_{};
    std::optional<transport::lease> connection_{};  // if there is an outcome
};

bool remote_exchange::begin(transport::connection& on) noexcept {
    const std::lock_guard lock(mutex_);
    if (left_) return false;
    begun_ = true;
    running_ = &on;
    return true;
}

void remote_exchange::end(transport::lease connection, exchange_result how) {
    const std::lock_guard lock(mutex_);
    running_ = nullptr;
    if (left_) return;  // the connection returns to its pool, which closes it if it is unfit
    outcome_.emplace(std::move(how));
    connection_.emplace(std::move(connection));
    bell_.ring();
}

void remote_exchange::vanished() noexcept {
    const std::lock_guard lock(mutex_);
    running_ = nullptr;
    if (left_ || outcome_) return;
    outcome_.emplace(ended_early(begun_));
    bell_.ring();
}

asio::awaitable<void> remote_exchange::run(std::shared_ptr<remote_exchange> self, std::unique_ptr<loan> on,
                                           std::string head, std::string body, steady_time deadline) {
    const ending vanish_on_exit{*self};
    const bool awaited = self->begin(*on->connection);
    if (!awaited) co_return;
    std::string thrown;
    try {
        exchange_result how = co_await on->connection->exchange(head, body, deadline);
        self->end(std::move(on->connection), std::move(how));
        co_return;
    } catch (const std::exception& e) {  // out of memory
        thrown = e.what();
    }
    self->end(std::move(on->connection), without_reply(errc::connection_lost, std::move(thrown), true));
}

exchange_result remote_exchange::finish(bool canceled, std::optional<transport::lease>& connection) {
    const std::lock_guard lock(mutex_);
    if (outcome_) {
        if (connection_) connection.emplace(std::move(*connection_));
        connection_.reset();
        return std::move(*outcome_);
    }
    stop();
    if (canceled) return without_reply(errc::canceled, {}, begun_);
    return without_reply(errc::attempt_timed_out, begun_ ? "" : "nothing runs the client's execution context",
                         begun_);
}

// The caller may take its outcome later.
void remote_exchange::context_ended() noexcept {
    std::optional<transport::lease> closed;
    const std::lock_guard lock(mutex_);
    if (connection_) closed.emplace(std::move(*connection_));
    connection_.reset();
}

void remote_exchange::leave() noexcept {
    bell_.remove();
    const std::lock_guard lock(mutex_);
    if (!outcome_) stop();
}

}  // namespace

asio::awaitable<exchange_result> distant_exchange(asio::any_io_executor client_runs_on,
                                                  std::shared_ptr<transport::transport> lender,
                                                  std::optional<transport::lease>& connection,
                                                  std::string_view head, std::string_view body,
                                                  steady_time deadline) {
    const asio::any_io_executor caller = co_await asio::this_coro::executor;
    if (!client_runs_on) co_return ended_early(false);
    const auto e = std::make_shared<remote_exchange>(caller, lender, deadline);
    transport::tell_context_end(client_runs_on, e);
    struct guard {
        remote_exchange& e;
        ~guard() { e.leave(); }
    };
    const guard leave_on_exit{*e};
    auto lent = std::make_unique<loan>(loan{lender, std::move(*connection)});
    connection.reset();
    auto running = remote_exchange::run(e, std::move(lent), std::string(head), std::string(body), deadline);
    asio::co_spawn(client_runs_on, std::move(running), [](const std::exception_ptr&) {});
    co_await e->wait();
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    co_return e->finish(cancellation.cancelled() != asio::cancellation_type::none, connection);
}

}  // namespace dynaco::detail
